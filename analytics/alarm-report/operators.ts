import type { AlarmLog } from './alarm-log.ts';

const MILLIS_PER_HOUR = 3_600_000;

/**
 * How many positions were staffed, as far as it shows: of the hours (UTC) in which anybody acted, the number of people who did, at
 * the median (nearest rank); at least 1. Over a day more people act than there are positions: they work in shifts.
 */
export function countOperators(log: AlarmLog, fromMillis: number, untilMillis: number): number {
  const { atMillis, by } = log.personActions;
  const peopleOfHour = new Map<number, Set<number>>();
  for (let action = 0; action < atMillis.length; action += 1) {
    const at = atMillis.at(action);
    if (at < fromMillis || at >= untilMillis) continue;
    const hour = Math.floor(at / MILLIS_PER_HOUR);
    const people = peopleOfHour.get(hour) ?? new Set();
    peopleOfHour.set(hour, people.add(by.at(action)));
  }
  const counts = [...peopleOfHour.values()].map(({ size }) => size).sort((a, b) => a - b);
  return counts[Math.ceil(counts.length / 2) - 1] ?? 1;
}
