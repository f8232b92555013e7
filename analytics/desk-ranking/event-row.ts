import type { Event } from '../../core/event.ts';
import type { Signal } from '../../core/signal.ts';
import type { RankingColumns } from '../ranking/ranker.ts';
import type { RankingRow } from '../ranking/ranking-row.ts';

/** What the desk knows of an event besides what every ranking row has. */
export const DESK_COLUMNS: RankingColumns = {
  numericColumns: ['aberration score'],
  wordColumns: ['class', 'kind', 'kept back'],
};

/** The row of an event: nothing but what was known when its first signal opened it. */
export function eventRow({ openedAtMillis, suppression }: Event, signal: Signal): RankingRow {
  return {
    timeSeconds: openedAtMillis / 1000,
    type: signal.type,
    site: signal.site,
    sensor: signal.sensor,
    latitude: NaN,
    longitude: NaN,
    numbers: [signal.aberration?.score ?? NaN],
    words: [signal.class, signal.kind, suppression?.kind ?? ''],
  };
}
