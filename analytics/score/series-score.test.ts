import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { createSeriesScore, type ScoreOpinion } from './series-score.ts';

const START_MILLIS = 1_700_000_000_000;
const STEP_MILLIS = 300_000;
const DAY_ROWS = 288;
const WEEK_ROWS = 7 * DAY_ROWS;
const MONTH_ROWS = 30 * DAY_ROWS;
const SEEDS = [1, 2, 3, 4];

/** The value at a row, or undefined for a row that never arrived. */
type Rows = (row: number, random: SeededRandom) => number | undefined;

const noise: Rows = (_row, random) => 100 + random.gaussian();
const daily: Rows = (row, random) => 100 + 20 * Math.sin((2 * Math.PI * row) / DAY_ROWS) + random.gaussian();
const gappy: Rows = (row, random) => (random.uniform() < 0.05 ? undefined : daily(row, random));

/** The rows whose score reaches the edge of normal. */
function alarms(rows: number, valueAt: Rows, seed = 1): number[] {
  const random = new SeededRandom(seed);
  const score = createSeriesScore();
  return Array.from({ length: rows }, (_, row) => row).filter((row) => {
    const value = valueAt(row, random);
    return value !== undefined && score.update(START_MILLIS + row * STEP_MILLIS, value).score >= 1;
  });
}

function opinions(values: readonly number[]): ScoreOpinion[] {
  const score = createSeriesScore();
  return values.map((value, row) => score.update(START_MILLIS + row * STEP_MILLIS, value));
}

function noisy(rows: number): number[] {
  const random = new SeededRandom(9);
  return Array.from({ length: rows }, () => random.gaussian());
}

describe('the series score', () => {
  it.each([
    ['noise', noise],
    ['a daily season', daily],
    ['a daily season with 5 % gaps', gappy],
  ])('raises at most one event in the first week and in the month after, of %s', (_name, valueAt) => {
    const perSeries = SEEDS.map((seed) => alarms(WEEK_ROWS + MONTH_ROWS, valueAt, seed));
    const firstWeek = perSeries.flat().filter((row) => row < WEEK_ROWS).length;
    const month = perSeries.flat().filter((row) => row >= WEEK_ROWS).length;
    expect(firstWeek / SEEDS.length).toBeLessThanOrEqual(1);
    expect(month / SEEDS.length).toBeLessThanOrEqual(1);
  });

  it('says nothing of a constant', () => {
    expect(alarms(MONTH_ROWS, () => 42)).toEqual([]);
  });

  it('finds an outage as one event, and hears no echo a season or a week later', () => {
    const outageRow = 20 * DAY_ROWS;
    const isOut = (row: number) => row >= outageRow && row < outageRow + 24;
    const found = alarms(WEEK_ROWS + MONTH_ROWS, (row, random) => (isOut(row) ? 0 : daily(row, random)));
    expect(found.filter((row) => row >= outageRow && row < outageRow + 3)).toHaveLength(1);
    expect(found.filter((row) => row >= outageRow + 3)).toEqual([]);
  });

  it('hears nothing when readings come back after six hours of silence', () => {
    const silentRow = 20 * DAY_ROWS;
    const isSilent = (row: number) => row >= silentRow && row < silentRow + 72;
    const found = alarms(25 * DAY_ROWS, (row, random) => (isSilent(row) ? undefined : daily(row, random)));
    expect(found.filter((row) => row >= silentRow)).toEqual([]);
  });

  it('finds a step of five deviations within three rows', () => {
    const found = SEEDS.map((seed) => {
      const stepRow = WEEK_ROWS + 100 * seed;
      return alarms(stepRow + 3, (row, random) => 100 + random.gaussian() + (row >= stepRow ? 5 : 0), seed).some(
        (row) => row >= stepRow,
      );
    });
    expect(found).toEqual(SEEDS.map(() => true));
  });

  it('does not alarm on the return to normal', () => {
    const found = alarms(
      WEEK_ROWS + 500,
      (row, random) => 100 + random.gaussian() + (row >= WEEK_ROWS && row < WEEK_ROWS + 60 ? 8 : 0),
    );
    expect(found.filter((row) => row >= WEEK_ROWS + 50)).toEqual([]);
  });

  it('judges a row by itself and those before it alone', () => {
    const values = noisy(2000);
    const half = opinions(values.slice(0, 1000));
    expect(opinions(values).slice(0, 1000)).toEqual(half);
  });

  it('says that the past is too short, rather than guess', () => {
    const scores = opinions(noisy(200)).map(({ score }) => score);
    expect(scores.slice(0, 149).every(Number.isNaN)).toBe(true);
    expect(scores.slice(149).some(Number.isNaN)).toBe(false);
  });

  it('is not disturbed by values that are no numbers', () => {
    const clean = createSeriesScore();
    const disturbed = createSeriesScore();
    for (const [row, value] of noisy(500).entries()) {
      const millis = START_MILLIS + row * STEP_MILLIS;
      if (row % 7 === 0) expect(disturbed.update(millis, [NaN, Infinity, -Infinity][row % 3] ?? NaN).score).toBeNaN();
      expect(disturbed.update(millis, value)).toEqual(clean.update(millis, value));
    }
  });

  it('names the aspect that is most out of the ordinary', () => {
    const last = opinions([...noisy(2000), 12]).at(-1);
    expect(last?.score).toBeGreaterThan(1);
    expect(last?.aspects['level']).toBeGreaterThan(1);
    expect(last?.aspects['range']).toBeGreaterThan(last?.aspects['shape'] ?? Infinity);
  });
});
