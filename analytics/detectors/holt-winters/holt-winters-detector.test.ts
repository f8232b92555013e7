import { describe, expect, it } from 'vitest';
import { opinionsOf, type Opinion } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { textbookHoltWinters } from '../../test-support/textbook.ts';
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

  it.each([720, 480, 180, 60])(
    'forecasts what the textbook does, with one reading a slot of %i minutes',
    (slotMinutes) => {
      const season = 1440 / slotMinutes;
      const random = new SeededRandom(season);
      const values = Array.from({ length: 2000 }, (_, n) => 50 + 3 * Math.sin(n % season) + random.gaussian());
      const opinions = opinionsOf(
        new HoltWintersDetector(holtWintersConfigSchema.parse({ slotMinutes, deltaDeviations: 9 })),
        values.map((value, n) => [0, n * slotMinutes * 60_000, value] as const),
      );
      expect(opinions.every(({ score }) => !(score > 1))).toBe(true);
      const { forecast } = textbookHoltWinters(values, season);
      for (const [n, { expected }] of opinions.entries()) {
        if (n >= 8) expect(Math.abs(expected - (forecast[n] ?? NaN))).toBeLessThan(0.002);
      }
    },
  );

  it.each([1, 5, 90])('is not disturbed by a gap of %i days, nor one season later', (days) => {
    const daily = (n: number): number => 50 + 10 * Math.sin((2 * Math.PI * n) / 144);
    const gapStart = 5 * 144 + 30;
    const random = new SeededRandom(days);
    const readings = Array.from(
      { length: (10 + days) * 144 },
      (_, n) => [0, n * 600_000, daily(n) + random.gaussian()] as const,
    );
    const detector = new HoltWintersDetector(holtWintersConfigSchema.parse({}));
    const kept = readings.filter((_, n) => n < gapStart || n >= gapStart + days * 144);
    const opinions = opinionsOf(detector, kept);
    const after = opinions.slice(gapStart, gapStart + 3 * 144);
    expect(after.filter(({ score }) => Number.isNaN(score))).toHaveLength(1);
    expect(after.every(({ score }) => !(score >= 1.5))).toBe(true);
  });

  it('knows the level anew after an outage while the day is steep', () => {
    const random = new SeededRandom(8);
    const minutes = Array.from({ length: 18 * 1440 }, (_, minute) => minute).filter(
      (minute) => minute < 16.3 * 1440 || minute >= 16.6 * 1440,
    );
    const opinions = opinionsOf(
      new HoltWintersDetector(holtWintersConfigSchema.parse({})),
      minutes.map((minute) => {
        const season = 120 + 20 * Math.sin((2 * Math.PI * minute) / 1440);
        return [0, minute * 60_000, season + random.gaussian()] as const;
      }),
    );
    expect(opinions.slice(8 * 1440).every(({ score }) => !(score >= 1.5))).toBe(true);
  });

  it('goes on when the sampling interval changes', () => {
    const random = new SeededRandom(4);
    let millis = 0;
    const readings = [60_000, 1000, 3_600_000, 10_000, 7 * 86_400_000].flatMap((step) =>
      Array.from({ length: 400 }, () => [0, (millis += step), 100 + random.gaussian()] as const),
    );
    const scores = opinionsOf(new HoltWintersDetector(holtWintersConfigSchema.parse({})), readings).map(
      ({ score }) => score,
    );
    expect(scores.slice(8).every((score) => !(score >= 1.5))).toBe(true);
    expect(scores.slice(8).filter(Number.isNaN).length).toBeLessThan(30);
  });
});
