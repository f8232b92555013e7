import type { Disposition } from '../../core/action.ts';
import type { DispositionRow, Dispositions } from '../../core/alarm-report.ts';
import type { AlarmLog } from './alarm-log.ts';
import { listed, MOST_ROWS } from './listed.ts';
import type { LocalTime } from './local-time.ts';
import { compareTexts } from './names.ts';

export interface DispositionPeriod {
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly localTime: LocalTime;
}

/** How the events that were closed in the period, and are not open again, had been judged. */
export function dispositionsOf(log: AlarmLog, { fromMillis, untilMillis, localTime }: DispositionPeriod): Dispositions {
  const { events, names } = log;
  const all = new DispositionTally();
  const byReason = new DispositionTally();
  const bySite = new DispositionTally();
  const bySensor = new DispositionTally();
  const byHour = new DispositionTally();
  for (let event = 0; event < events.length; event += 1) {
    const closedAtMillis = events.closedAtMillis.at(event);
    if (!(closedAtMillis >= fromMillis && closedAtMillis < untilMillis) || events.merged.at(event) === 1) continue;
    const disposition = events.dispositionOf(event);
    const site = names.text(events.site.at(event));
    all.add('all', disposition);
    byReason.add(names.text(events.reasonCode.at(event)), disposition);
    bySite.add(site, disposition);
    bySensor.add(`${site} / ${names.text(events.sensor.at(event))}`, disposition);
    byHour.add(String(localTime.hourAt(events.openedAtMillis.at(event))).padStart(2, '0'), disposition);
  }
  return {
    all: all.rows()[0] ?? emptyRow('all'),
    byReason: byReason.rows(),
    bySite: listed(bySite.rows(), MOST_ROWS),
    bySensor: listed(bySensor.rows(), MOST_ROWS),
    byHour: byHour.rows().toSorted((a, b) => compareTexts(a.name, b.name)),
  };
}

interface OpenRow extends DispositionRow {
  closed: number;
  unknown: number;
  readonly counts: Record<Disposition, number>;
}

class DispositionTally {
  readonly #rows = new Map<string, OpenRow>();

  add(name: string, disposition: Disposition | undefined): void {
    const row = this.#rows.get(name) ?? emptyRow(name);
    this.#rows.set(name, row);
    row.closed += 1;
    if (disposition === undefined) row.unknown += 1;
    else row.counts[disposition] += 1;
  }

  /** Those with most closed events first. */
  rows(): readonly DispositionRow[] {
    return [...this.#rows.values()].sort((a, b) => b.closed - a.closed || compareTexts(a.name, b.name));
  }
}

function emptyRow(name: string): OpenRow {
  return { name, closed: 0, counts: { true: 0, false: 0, inappropriate: 0, other: 0 }, unknown: 0 };
}
