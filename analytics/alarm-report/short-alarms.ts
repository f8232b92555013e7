import type { CountedSources } from '../../core/alarm-report.ts';
import type { AlarmLog } from './alarm-log.ts';
import type { BySource, Occurrences } from './occurrences.ts';
import { countedSources } from './offenders.ts';

/** Over within a minute: nobody could have done anything about it. */
const FLEETING_MILLIS = 60_000;
/** The same again within a second. */
const DUPLICATE_MILLIS = 1000;

/** Alarms that were over within a minute, but for those that chatter. */
export function fleetingOf(log: AlarmLog, alarms: Occurrences, chatters: Uint8Array): CountedSources {
  const counts = new Map<number, number>();
  for (const [position, row] of alarms.rows.entries()) {
    const lasted = log.alarms.endedAtMillis.at(row) - log.alarms.beganAtMillis.at(row);
    if (lasted < FLEETING_MILLIS && chatters[position] === 0) countOne(counts, alarms.sources[position] ?? 0);
  }
  return countedSources(counts, alarms.count, log.sources);
}

/** Alarms of a source whose alarm before began no more than a second earlier. */
export function duplicatesOf(log: AlarmLog, alarms: Occurrences, bySource: BySource): CountedSources {
  const counts = new Map<number, number>();
  for (let source = 0; source < log.sources.size; source += 1) {
    let before = -Infinity;
    for (const position of bySource.positionsOf(source)) {
      const time = alarms.times[position] ?? NaN;
      if (time - before <= DUPLICATE_MILLIS) countOne(counts, source);
      before = time;
    }
  }
  return countedSources(counts, alarms.count, log.sources);
}

function countOne(counts: Map<number, number>, source: number): void {
  counts.set(source, (counts.get(source) ?? 0) + 1);
}
