import { describe, expect, it } from 'vitest';
import { opinionsOf, type Opinion } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { timeShiftConfigSchema } from './config.ts';
import { TimeShiftDetector } from './time-shift-detector.ts';

const MINUTES_PER_DAY = 1440;

/** One reading a minute; `valueAt` takes minutes since the start. */
function opinionsOver(days: number, valueAt: (minute: number) => number): Opinion[] {
  const detector = new TimeShiftDetector(timeShiftConfigSchema.parse({}));
  return opinionsOf(
    detector,
    Array.from({ length: days * MINUTES_PER_DAY }, (_, minute) => [0, minute * 60_000, valueAt(minute)] as const),
  );
}

const minuteOfDay = (minute: number): number => minute % MINUTES_PER_DAY;
const dayOf = (minute: number): number => Math.floor(minute / MINUTES_PER_DAY);

/** Runs at 80 from 8:00 to 18:00, else at 5. */
function machine(seed = 1): (minute: number) => number {
  const random = new SeededRandom(seed);
  return (minute) => {
    const running = minuteOfDay(minute) >= 480 && minuteOfDay(minute) < 1080;
    return (running ? 80 : 5) + random.gaussian();
  };
}

function highestScore(opinions: readonly Opinion[]): number {
  return Math.max(...opinions.map(({ score }) => (Number.isNaN(score) ? 0 : score)));
}

describe('the time-shift detector', () => {
  it('has no opinion for two days, and one of each reading after them', () => {
    const opinions = opinionsOver(3, machine());
    expect(opinions.slice(0, 2 * MINUTES_PER_DAY).every(({ score }) => Number.isNaN(score))).toBe(true);
    expect(opinions.slice(2 * MINUTES_PER_DAY + 7).some(({ score }) => Number.isNaN(score))).toBe(false);
  });

  it('finds no reading of a machine that keeps its hours clearly abnormal', () => {
    expect(highestScore(opinionsOver(6, machine()))).toBeLessThan(1.5);
  });

  it('notices a machine that has not started an hour late, though its reading does not move', () => {
    const healthy = machine();
    const opinions = opinionsOver(10, (minute) => (dayOf(minute) === 9 ? 5 : healthy(minute)));
    const atStart = opinions[9 * MINUTES_PER_DAY + 540];
    expect(atStart?.score).toBeGreaterThan(2);
    expect(atStart?.expected).toBeCloseTo(80, -1);
  });

  it.each([1, 3])('raises no echo on the days after an outage on day %i', (outageDay) => {
    const healthy = machine();
    const isOut = (minute: number): boolean =>
      dayOf(minute) === outageDay && minuteOfDay(minute) >= 600 && minuteOfDay(minute) < 660;
    const opinions = opinionsOver(7, (minute) => (isOut(minute) ? 0 : healthy(minute)));
    expect(highestScore(opinions.slice((outageDay + 1) * MINUTES_PER_DAY))).toBeLessThan(1.5);
  });

  it('takes no machine that rests on its first weekend for abnormal, but one that was never so high', () => {
    const healthy = machine();
    const weekend = (minute: number): boolean => dayOf(minute) === 5 || dayOf(minute) === 6;
    const at = (minute: number): number => (weekend(minute) ? 5 : healthy(minute));
    expect(highestScore(opinionsOver(7, at))).toBeLessThan(1);
    expect(highestScore(opinionsOver(7, (minute) => (minute === 9000 ? 400 : at(minute))))).toBeGreaterThan(2);
  });

  it('takes a clock that was moved by an hour for no news', () => {
    const healthy = machine();
    const moved = (minute: number): number => healthy(dayOf(minute) >= 10 ? minute + 60 : minute);
    expect(highestScore(opinionsOver(14, moved))).toBeLessThan(1.5);
  });

  it('notices an outage', () => {
    const healthy = machine();
    const opinions = opinionsOver(10, (minute) => (minute > 9 * MINUTES_PER_DAY + 600 ? 0 : healthy(minute)));
    expect(opinions[9 * MINUTES_PER_DAY + 601]?.score).toBeGreaterThan(2);
  });

  it.each([20, 24 * 60, 30 * 60, 10 * 24 * 60])(
    'says nothing for two days of the hours that a gap of %i minutes left unknown, and judges again then',
    (gap) => {
      const healthy = machine();
      const gapStart = 4 * MINUTES_PER_DAY + 300;
      const readings = Array.from({ length: 9 * MINUTES_PER_DAY }, (_, n) => {
        const minute = n < gapStart ? n : n + gap;
        return [0, minute * 60_000, healthy(minute)] as const;
      });
      const opinions = opinionsOf(new TimeShiftDetector(timeShiftConfigSchema.parse({})), readings);
      expect(highestScore(opinions)).toBeLessThan(1.5);
      const unknown = opinions.slice(gapStart).filter(({ score }) => Number.isNaN(score)).length;
      expect(unknown).toBe(2 * Math.min(gap, MINUTES_PER_DAY));
    },
  );
});
