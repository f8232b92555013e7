import { describe, expect, it } from 'vitest';
import { LevelTracker } from '../../level-tracker.ts';
import { createOpinionColumns } from '../../state/opinion-columns.ts';
import { opinionsOf } from '../../test-support/opinions-of.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { ScoreBank } from '../../score/score-bank.ts';
import { SeriesScoreDetector } from './series-score-detector.ts';

const DAY_SECONDS = 86_400;
const START_MILLIS = 1_700_006_400_000;

type ValueAt = (second: number, random: SeededRandom) => number;
const noise: ValueAt = (_second, random) => 100 + random.gaussian();
const daily: ValueAt = (second, random) => 20 * Math.sin((2 * Math.PI * second) / DAY_SECONDS) + random.gaussian();
const heavyTailed: ValueAt = (_second, random) => 20 * Math.exp(0.6 * random.gaussian());
const mostlyZero: ValueAt = (_second, random) => (random.uniform() < 0.1 ? 50 + 100 * random.uniform() : 0);

function judged(stepSeconds: number, rows: number, valueAt: ValueAt, seed = 1) {
  const random = new SeededRandom(seed);
  const detector = new SeriesScoreDetector();
  const opinions = createOpinionColumns(rows);
  detector.ensureSlots(1);
  const values = Float64Array.from({ length: rows }, (_, row) => valueAt(row * stepSeconds, random));
  const observedAtMillis = Float64Array.from({ length: rows }, (_, row) => START_MILLIS + row * stepSeconds * 1000);
  detector.judge({ count: rows, slots: new Int32Array(rows), observedAtMillis, values }, opinions);
  return { opinions, values, reasons: detector.reasons };
}

/** How often the level of a series would leave normal. */
function eventsIn(scores: Float64Array): number {
  const levels = new LevelTracker();
  levels.ensureSlots(1);
  return scores.filter((score, row) => {
    const wasNormal = levels.level(0) === 'normal';
    return !Number.isNaN(score) && levels.update(0, score, row, 0) && wasNormal;
  }).length;
}

describe('the series score as a detector', () => {
  it.each([
    [1, 1],
    [60, 10],
    [300, 60],
    [3600, 360],
  ])('leaves healthy series with a row every %i s alone', (stepSeconds, days) => {
    const rows = (days * DAY_SECONDS) / stepSeconds;
    const kinds = [noise, daily, heavyTailed, mostlyZero];
    const events = kinds.map((valueAt) => eventsIn(judged(stepSeconds, rows, valueAt).opinions.score));
    const most = Math.max(1, (0.25 * days) / 30);
    expect(Math.max(...events)).toBeLessThanOrEqual(most);
    expect(events.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2 * most);
  });

  it('rises above the edge of normal at a step of eight deviations, leaves no level while it is news, and says at once what it is about', () => {
    const { opinions, reasons } = judged(
      300,
      3012,
      (second, random) => noise(second, random) + (second >= 900_000 ? 8 : 0),
    );
    expect(opinions.score.subarray(3000, 3004).every((score) => score >= 1)).toBe(true);
    expect(opinions.score.subarray(3004, 3012).every((score) => score >= 0.9)).toBe(true);
    expect(reasons[opinions.reason[3000] ?? 0]).toMatch(/level|range|season|shift/);
  });

  it('expects what is usual at the time of day, within a band that holds nearly all rows', () => {
    const { opinions, values } = judged(300, 288 * 30, daily);
    const last = values.map((value, row) => value - (opinions.expected[row] ?? NaN)).subarray(288 * 20);
    expect(last.reduce((sum, error) => sum + Math.abs(error), 0) / last.length).toBeLessThan(1.3);
    const outside = values.filter(
      (value, row) => row >= 288 * 20 && (value < (opinions.lower[row] ?? NaN) || value > (opinions.upper[row] ?? NaN)),
    );
    expect(outside.length / last.length).toBeLessThan(0.001);
    expect((opinions.upper[8000] ?? NaN) - (opinions.lower[8000] ?? NaN)).toBeLessThan(12);
  });

  it('has no opinion of the first readings', () => {
    const { opinions } = judged(300, 200, noise);
    expect(opinions.score.findIndex((score) => !Number.isNaN(score))).toBe(149);
    expect(opinions.expected[148]).toBeNaN();
    expect(opinions.expected[149]).toBeCloseTo(100, 0);
  });

  it.each<[string, ValueAt]>([
    ['spike', (second, random) => 100 + random.gaussian() + (second === 5000 ? 9 : 0)],
    ['step', (second, random) => 100 + random.gaussian() + (second >= 5000 ? 4 : 0)],
    ['louder noise', (second, random) => 100 + (second >= 5000 ? 3 : 1) * random.gaussian()],
  ])(
    'says of a %s, though it takes most readings of a second later, what it says when it judges each',
    (_what, valueAt) => {
      const rows = 5100;
      const { opinions, values } = judged(1, rows, valueAt);
      const bank = new ScoreBank();
      bank.ensureSlots(1);
      const each = values.map((value, row) => {
        bank.update(0, START_MILLIS + row * 1000, value);
        return bank.surprise;
      });
      const [own, all] = [opinions.score, each].map((scores) => Math.max(...scores.subarray(5000)));
      expect(all).toBeGreaterThan(0.8);
      expect(own).toBeGreaterThan((all ?? 1) - 0.1);
      expect(opinions.score.indexOf(own ?? 0)).toBe(each.indexOf(all ?? 0));
      expect(Math.max(...opinions.score.subarray(1000, 5000))).toBeLessThan(0.6);
    },
  );

  it('goes on as if nothing had been when it is restored between readings that it has kept', () => {
    const random = new SeededRandom(3);
    const rows = Array.from({ length: 1500 }, (_, row): [number, number, number] => [
      0,
      START_MILLIS + 1000 * row,
      100 + random.gaussian() + (row % 400 === 399 ? 8 : 0),
    ]);
    const whole = opinionsOf(new SeriesScoreDetector(), rows);
    const first = new SeriesScoreDetector();
    const before = opinionsOf(first, rows.slice(0, 803));
    const second = new SeriesScoreDetector();
    second.restoreState(first.saveState(1), 1);
    expect([...before, ...opinionsOf(second, rows.slice(803))]).toEqual(whole);
  });
});
