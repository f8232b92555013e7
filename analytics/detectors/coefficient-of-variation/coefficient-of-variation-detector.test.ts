import { describe, expect, it } from 'vitest';
import { opinionsOf } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { CoefficientOfVariationDetector } from './coefficient-of-variation-detector.ts';
import { coefficientOfVariationConfigSchema } from './config.ts';

function scoresOn(values: readonly number[]): number[] {
  const detector = new CoefficientOfVariationDetector(coefficientOfVariationConfigSchema.parse({}));
  const readings = values.map((value, second) => [0, second * 1000, value] as const);
  return opinionsOf(detector, readings).map(({ score }) => score);
}

function noise(readings: number, deviation: number, mean = 100, seed = 1): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: readings }, () => mean + deviation * random.gaussian());
}

function zeros(readings: number): number[] {
  return Array.from({ length: readings }, () => 0);
}

function highest(scores: readonly number[]): number {
  return Math.max(...scores.filter((score) => !Number.isNaN(score)));
}

describe('the coefficient-of-variation detector', () => {
  it('has no opinion until its window is full and a few windows are known', () => {
    const scores = scoresOn(noise(100, 5));
    expect(scores.slice(0, 67).every(Number.isNaN)).toBe(true);
    expect(scores.slice(68).some(Number.isNaN)).toBe(false);
  });

  it('finds noise of the usual strength normal', () => {
    expect(highest(scoresOn(noise(5000, 5)))).toBeLessThan(1);
  });

  it('notices a series that becomes ten times as unsteady', () => {
    const scores = scoresOn([...noise(500, 2), ...noise(30, 20, 100, 2)]);
    expect(highest(scores.slice(0, 500))).toBeLessThan(1);
    expect(highest(scores.slice(500))).toBeGreaterThan(1);
  });

  it('does not mind a series that calms down', () => {
    const scores = scoresOn([...noise(500, 20), ...noise(200, 1, 100, 2)]);
    expect(highest(scores.slice(515, 560))).toBe(0);
    expect(highest(scores.slice(500))).toBeLessThan(1);
  });

  it('does not mind a burst that leaves the window and takes the mean with it', () => {
    const traffic = [...zeros(20), 1_300_000, 19_000_000, 17_000_000, 260_000, ...noise(18, 30, 970), ...zeros(100)];
    expect(highest(scoresOn(traffic))).toBeLessThan(1);
  });

  it('stays sane around a mean of zero, where the bare ratio explodes', () => {
    expect(highest(scoresOn(noise(5000, 1, 0)))).toBeLessThan(1);
    expect(highest(scoresOn(zeros(200)))).toBe(0);
  });
});
