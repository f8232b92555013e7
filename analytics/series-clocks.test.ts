import { describe, expect, it } from 'vitest';
import { SeriesClocks } from './series-clocks.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = 1_700_000_000_000;

/** Which of the readings, [time after the start, value], are accepted, the first always being. */
function acceptedOf(readings: readonly (readonly [number, number])[], clocks = new SeriesClocks()): number[] {
  clocks.ensureSlots(1);
  return readings.flatMap(([millis, value], index) => {
    if (index > 0) return clocks.accepts(0, START + millis, value) ? millis : [];
    clocks.begin(0, START + millis, value);
    return millis;
  });
}

/** A reading every `stepMillis`, each with another value. */
function steady(fromMillis: number, count: number, stepMillis: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, n) => [fromMillis + n * stepMillis, n] as const);
}

describe('the clock of a series', () => {
  it('takes readings in their order, and none that comes late or twice', () => {
    expect(
      acceptedOf([
        [0, 1],
        [2000, 1],
        [1000, 5],
        [2000, 1],
        [2000, 2],
        [3000, 1],
      ]),
    ).toEqual([0, 2000, 2000, 3000]);
  });

  it('is believed when it was set back for good, within minutes', () => {
    const readings = [...steady(0, 100, SECOND), ...steady(-DAY, 3600, SECOND)];
    const accepted = acceptedOf(readings).slice(100);
    expect(accepted[0]).toBe(-DAY + 10 * MINUTE);
    expect(accepted.at(-1)).toBe(-DAY + 3599 * SECOND);
    expect(accepted).toHaveLength(3000);
  });

  it('that ran ahead and came back silences nothing for long', () => {
    const ahead = [
      [40 * DAY, 7],
      [40 * DAY + SECOND, 8],
    ] as const;
    const accepted = acceptedOf([...steady(0, 10, MINUTE), ...ahead, ...steady(10 * MINUTE, 60, MINUTE)]);
    expect(accepted.slice(10, 13)).toEqual([40 * DAY, 40 * DAY + SECOND, 20 * MINUTE]);
    expect(accepted).toHaveLength(10 + 2 + 50);
  });

  it('of a slow series is believed at the third reading', () => {
    const accepted = acceptedOf([...steady(0, 10, HOUR), ...steady(-DAY, 10, HOUR)]);
    expect(accepted.slice(10)).toEqual(steady(-DAY + 2 * HOUR, 8, HOUR).map(([millis]) => millis));
  });

  it('is not set back by late readings between others, by a batch that is sent again, or by late ones in disorder', () => {
    const live = steady(0, 3600, SECOND);
    const withLate = live.flatMap(([millis, value]) => [
      [millis, value] as const,
      [millis - HOUR, value + 0.5] as const,
    ]);
    expect(acceptedOf(withLate)).toHaveLength(3600);
    const again = live.slice(-599);
    expect(acceptedOf([...live, ...again])).toHaveLength(3600);
    const disorder = steady(-HOUR, 40, MINUTE).toReversed();
    expect(acceptedOf([...live, ...disorder])).toHaveLength(3600);
  });

  it('shows detectors times that never go back and keep the time of day and the day of the week', () => {
    const clocks = new SeriesClocks();
    const shown: number[] = [];
    clocks.ensureSlots(1);
    clocks.begin(0, START, 0);
    for (const [millis, value] of [...steady(1, 100, MINUTE), ...steady(-3 * DAY, 100, MINUTE)]) {
      if (clocks.accepts(0, START + millis, value)) shown.push(clocks.shownMillis(0));
    }
    expect(shown).toEqual(shown.toSorted((one, other) => one - other));
    expect(shown).toHaveLength(190);
    expect((shown.at(-1) ?? 0) - (START - 3 * DAY + 99 * MINUTE)).toBe(7 * DAY);
  });
});
