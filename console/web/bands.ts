import { PRIORITY_BANDS, type PriorityBand } from '../../core/priority.ts';
import type { EventSummary } from '../server/api-schemas.ts';
import { t } from './i18n/translate.ts';

export function countByBand(events: Iterable<EventSummary>): Readonly<Record<PriorityBand, number>> {
  const counts = { P1: 0, P2: 0, P3: 0, P4: 0 };
  for (const event of events) if (event.state !== 'closed') counts[event.band] += 1;
  return counts;
}

export function gravestBand(events: readonly Pick<EventSummary, 'band'>[]): PriorityBand | undefined {
  return PRIORITY_BANDS.find((band) => events.some((event) => event.band === band));
}

/** What a band means to whoever has not learnt it yet. */
export function bandMeaning(band: PriorityBand): string {
  return t(`band.${band}`);
}
