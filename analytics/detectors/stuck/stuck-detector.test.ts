import { describe, expect, it } from 'vitest';
import { opinionsOf } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { stuckConfigSchema } from './config.ts';
import { StuckDetector } from './stuck-detector.ts';

const MINUTE_MILLIS = 60_000;
const TWO_DAYS = 2880;

function highestAfter(values: readonly number[], from: number, stepMillis = MINUTE_MILLIS): number {
  const detector = new StuckDetector(stuckConfigSchema.parse({}));
  const opinions = opinionsOf(
    detector,
    values.map((value, row) => [0, row * stepMillis, value]),
  );
  return Math.max(-1, ...opinions.slice(from).map(({ score }) => (Number.isNaN(score) ? -1 : score)));
}

function repeat(rows: number, valueAt: (random: SeededRandom, row: number) => number): number[] {
  const random = new SeededRandom(1);
  return Array.from({ length: rows }, (_, row) => valueAt(random, row));
}

const noise = repeat(TWO_DAYS, (random) => 20 + random.gaussian());
const tenths = repeat(
  TWO_DAYS,
  (random, row) => Math.round(10 * (20 + Math.sin(row / 200) + 0.05 * random.gaussian())) / 10,
);
const hold = (value: number, rows: number): number[] => Array.from({ length: rows }, () => value);

describe('the stuck detector', () => {
  it('notices a gauge that repeats one value for half an hour where none was ever repeated', () => {
    expect(highestAfter([...noise, ...hold(20.123, 35)], TWO_DAYS)).toBeGreaterThan(1);
    expect(highestAfter([...noise, ...hold(20.123, 25)], TWO_DAYS)).toBeLessThan(1);
  });

  it('waits longer for a gauge that often repeats its value', () => {
    expect(highestAfter([...tenths, ...hold(20.1, 35)], TWO_DAYS)).toBeLessThan(1);
    expect(highestAfter([...tenths, ...hold(20.1, 400)], TWO_DAYS)).toBeGreaterThan(1);
  });

  it('wants time as well as readings', () => {
    expect(
      highestAfter([...repeat(100_000, (random) => random.gaussian()), ...hold(0.5, 60)], 100_000, 1000),
    ).toBeLessThan(1);
  });

  it.each([
    ['a constant', hold(5, TWO_DAYS + 2000)],
    ['a counter at rest', [...repeat(TWO_DAYS, (_, row) => row), ...hold(TWO_DAYS, 2000)]],
    ['a switch', [...repeat(TWO_DAYS, (random) => (random.uniform() < 0.5 ? 1 : 0)), ...hold(1, 2000)]],
    ['a state of three values', [...repeat(TWO_DAYS, (random) => Math.floor(3 * random.uniform())), ...hold(1, 2000)]],
    [
      'errors that became rare',
      [...repeat(TWO_DAYS, (random) => (random.uniform() < 0.05 ? random.uniform() : 0)), ...hold(0, 2000)],
    ],
  ])('has nothing against %s', (_name, values) => {
    expect(highestAfter(values, 0)).toBeLessThan(1);
  });

  it('is over with the first other value', () => {
    const values = [...noise, ...hold(20.123, 60), 21];
    expect(highestAfter(values, values.length - 1)).toBeLessThan(0.1);
  });
});
