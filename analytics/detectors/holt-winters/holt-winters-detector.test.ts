import { describe, expect, it } from 'vitest';
import { opinionsOf, type Opinion } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { holtWintersConfigSchema } from './config.ts';
import { HoltWintersDetector } from './holt-winters-detector.ts';

function opinionsOn(values: readonly number[], slot = 0): Opinion[] {
  const detector = new HoltWintersDetector(holtWintersConfigSchema.parse({}));
  return opinionsOf(
    detector,
    values.map((value, second) => [slot, second * 1000, value] as const),
  );
}

function noise(readings: number, deviation = 1, seed = 1): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: readings }, () => 100 + deviation * random.gaussian());
}

const scoresOn = (values: readonly number[]): number[] => opinionsOn(values).map(({ score }) => score);

describe('the Holt-Winters detector', () => {
  it('has no opinion of the first eight readings, and one of each after them', () => {
    const scores = scoresOn(noise(20));
    expect(scores.slice(0, 8).every(Number.isNaN)).toBe(true);
    expect(scores.slice(8).some(Number.isNaN)).toBe(false);
  });

  it('puts a score of exactly 1 on the edge of its band', () => {
    for (const { expected, lower, upper, score } of opinionsOn(noise(200)).slice(8)) {
      expect(expected - lower).toBeCloseTo(upper - expected, 9);
      expect(score).toBeGreaterThanOrEqual(0);
    }
    const values = noise(200);
    const edge = opinionsOn([...values, 100]).at(-1)?.upper ?? NaN;
    expect(scoresOn([...values, edge]).at(-1)).toBeCloseTo(1, 9);
  });

  it('calls a change of a constant series an aberration, up or down, whatever its level', () => {
    for (const [before, after] of [
      [20, 21],
      [21, 20],
      [0, 1],
      [1, 0],
      [-5, 5],
      [1e6, 1.1e6],
    ] as const) {
      expect(scoresOn([...Array.from({ length: 30 }, () => before), after]).at(-1)).toBeGreaterThan(2);
    }
  });

  it('does not take a constant series for abnormal because its last digit moves', () => {
    expect(scoresOn([...Array.from({ length: 30 }, () => 21), 21.1]).at(-1)).toBeLessThan(1);
  });

  it('learns a lasting step within tens of readings', () => {
    const scores = scoresOn([...noise(100), ...noise(60, 1, 2).map((value) => value + 50)]);
    expect(scores[100]).toBeGreaterThan(5);
    expect(Math.max(...scores.slice(140))).toBeLessThan(1);
  });

  it('still sees a step after a spike a hundred times as large', () => {
    const scores = scoresOn([...noise(100), 1100, ...noise(60, 1, 2), 110]);
    expect(scores[100]).toBeGreaterThan(50);
    expect(Math.max(...scores.slice(101, 161))).toBeLessThan(1);
    expect(scores.at(-1)).toBeGreaterThan(1.5);
  });

  it('takes a jump that has happened twice for normal', () => {
    const pulse = (height: number): number[] => [...noise(100), height];
    const scores = scoresOn([...pulse(150), ...pulse(150), ...pulse(150)]);
    expect(scores[100]).toBeGreaterThan(2);
    expect(scores[201]).toBeGreaterThan(2);
    expect(scores[302]).toBeLessThan(1);
  });

  it('judges each slot by its own past alone', () => {
    const values = noise(100);
    expect(opinionsOn(values, 37)).toEqual(opinionsOn(values, 0));
  });
});
