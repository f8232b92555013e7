import { describe, expect, it } from 'vitest';
import { dailySeason } from '../../test-support/generated-series.ts';
import { opinionsOf, type SlotReading } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { forecastConfigSchema } from './config.ts';
import { ForecastDetector } from './forecast-detector.ts';

const STEP_MILLIS = 300_000;
const DAY_ROWS = 288;
const START_MILLIS = Date.UTC(2026, 0, 5);

function makeDetector(): ForecastDetector {
  return new ForecastDetector(forecastConfigSchema.parse({}));
}

function readings(days: number, valueAt: (millis: number) => number, start = START_MILLIS): SlotReading[] {
  return Array.from({ length: days * DAY_ROWS }, (_, row) => {
    const millis = start + row * STEP_MILLIS;
    return [0, millis, valueAt(millis)];
  });
}

function scores(rows: readonly SlotReading[]): number[] {
  return opinionsOf(makeDetector(), rows).map(({ score }) => score);
}

function atScoreOne(rows: readonly number[]): number {
  return rows.filter((score) => score >= 1).length;
}

function season(seed: number): (millis: number) => number {
  return dailySeason(new SeededRandom(seed));
}

/** Ten days of a daily season, then a day of what `change` makes of it. */
function changed(change: (value: number, row: number) => number, seed = 1): { before: number[]; after: number[] } {
  const rows = readings(12, season(seed)).map(([slot, millis, value], row): SlotReading => {
    const since = row - 10 * DAY_ROWS;
    return [slot, millis, since < 0 ? value : change(value, since)];
  });
  const all = scores(rows);
  return { before: all.slice(0, 10 * DAY_ROWS), after: all.slice(10 * DAY_ROWS) };
}

describe('the forecast detector', () => {
  it('learns a daily season forty noises high in a day, without a word', () => {
    expect(atScoreOne(scores(readings(8, season(1))))).toBe(0);
  });

  it('expects the time of day', () => {
    const opinions = opinionsOf(makeDetector(), readings(9, season(2)));
    const noon = opinions[8 * DAY_ROWS + DAY_ROWS / 2];
    expect(noon?.expected).toBeCloseTo(100 + 40 * (0.5 - 0.5 * Math.cos((2 * Math.PI * 10) / 24)), -0.5);
    expect((noon?.upper ?? 0) - (noon?.lower ?? 0)).toBeLessThan(11);
  });

  it('finds a spike and a step five noises high that stay far inside the range of the day', () => {
    expect(changed((value, row) => (row === 5 ? value + 6 : value)).after[5]).toBeGreaterThan(1);
    expect(Math.max(...changed((value, row) => (row >= 5 ? value + 5 : value)).after.slice(5, 8))).toBeGreaterThan(1.5);
  });

  it('takes a step as the new normal after an hour, and its end within a day as no news', () => {
    const { after } = changed((value, row) => (row >= 5 && row < 150 ? value + 8 : value));
    expect(atScoreOne(after.slice(5, 18))).toBeGreaterThan(10);
    expect(atScoreOne(after.slice(20))).toBe(0);
  });

  it('notices a series that becomes three times as noisy', () => {
    const random = new SeededRandom(7);
    const { after } = changed((value) => value + 2.8 * random.gaussian());
    expect(atScoreOne(after.slice(0, 40))).toBeGreaterThan(3);
  });

  it('notices a drift of a noise in six hours', () => {
    const { after } = changed((value, row) => value + row / 72);
    expect(atScoreOne(after)).toBeGreaterThan(0);
  });

  it('stays calm after seven hours of silence, and a day later', () => {
    const rows = readings(13, season(3)).filter(
      ([, millis]) => millis < START_MILLIS + 10.3 * 86_400_000 || millis > START_MILLIS + 10.6 * 86_400_000,
    );
    expect(atScoreOne(scores(rows))).toBe(0);
  });

  it('gives no echo a day or a week after seven hours at zero', () => {
    const rows = readings(19, season(4)).map(([slot, millis, value]): SlotReading => {
      const day = (millis - START_MILLIS) / 86_400_000;
      return [slot, millis, day > 10.3 && day < 10.6 ? 0 : value];
    });
    const all = scores(rows);
    expect(atScoreOne(all.slice(10 * DAY_ROWS, 11 * DAY_ROWS))).toBeGreaterThan(0);
    expect(atScoreOne(all.slice(11 * DAY_ROWS))).toBe(0);
  });

  it('follows a clock that moves by an hour within the hour', () => {
    const change = START_MILLIS + 10 * 86_400_000;
    for (const hours of [-1, 1]) {
      const valueAt = dailySeason(new SeededRandom(5), (millis) => (millis >= change ? hours * 3_600_000 : 0));
      const all = scores(readings(14, valueAt));
      expect(atScoreOne(all.slice(10 * DAY_ROWS))).toBeLessThanOrEqual(12);
    }
  });

  it('goes on where it was after a restart', () => {
    const rows = readings(9, season(6));
    const half = rows.slice(0, 5 * DAY_ROWS + 7);
    const first = makeDetector();
    opinionsOf(first, half);
    const second = makeDetector();
    second.restoreState(new Map([...first.saveState(1)].map(([name, array]) => [name, array.slice()])), 1);
    expect(opinionsOf(second, rows.slice(half.length))).toEqual(opinionsOf(makeDetector(), rows).slice(half.length));
  });

  it('goes on where it was when it is restored between two readings that it learns from, with readings every second', () => {
    const random = new SeededRandom(8);
    const rows = Array.from({ length: 2 * (2 * 3600 + 1200) }, (_, index): SlotReading => {
      const second = index >> 1;
      const isDisturbed = second > 7300 && second % 500 < 4;
      return [index & 1, START_MILLIS + 1000 * second, 100 + random.gaussian() + (isDisturbed ? 12 : 0)];
    });
    const whole = opinionsOf(makeDetector(), rows);
    expect(atScoreOne(whole.map(({ score }) => score))).toBeGreaterThan(0);
    for (const seconds of [3, 7203, 7502]) {
      const first = makeDetector();
      const before = opinionsOf(first, rows.slice(0, 2 * seconds));
      const second = makeDetector();
      second.restoreState(new Map([...first.saveState(2)].map(([name, array]) => [name, array.slice()])), 2);
      expect([...before, ...opinionsOf(second, rows.slice(2 * seconds))]).toEqual(whole);
    }
  });

  it('refuses what another detector saved', () => {
    expect(() => makeDetector().restoreState(new Map([['records', new Float64Array(3)]]), 1)).toThrow(/saved state/);
  });

  it('tells of a spike at its reading where readings come every second, though it learns from one in eight', () => {
    const random = new SeededRandom(6);
    const rows = Array.from({ length: 3 * 3600 }, (_, second): SlotReading => [
      0,
      START_MILLIS + 1000 * second,
      100 + random.gaussian() + (second >= 9000 && second < 9003 ? 12 : 0),
    ]);
    const all = scores(rows);
    expect(all[9000]).toBeGreaterThan(1.5);
    expect(atScoreOne(all.slice(0, 9000))).toBe(0);
    expect(atScoreOne(all.slice(9020))).toBe(0);
  });

  it('follows a random walk that is read every second without a word', () => {
    const random = new SeededRandom(7);
    let value = 100;
    const rows = Array.from({ length: 8 * 3600 }, (_, second): SlotReading => [
      0,
      START_MILLIS + 1000 * second,
      (value += 0.1 * random.gaussian()),
    ]);
    expect(atScoreOne(scores(rows))).toBeLessThanOrEqual(3);
  });
});
