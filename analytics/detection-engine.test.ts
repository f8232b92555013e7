import { describe, expect, it } from 'vitest';
import type { Detector } from '../core/ports/detector.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';
import { DetectionEngine, type LevelChange } from './detection-engine.ts';
import { LARGEST_JUDGED } from './series-intake.ts';
import { NO_RULES, type SeriesRules } from './series-rules.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { statelessDetector } from './test-support/stateless-detector.ts';
import { engineWithTrio, RECOGNISED } from './test-support/trio.ts';

type Row = readonly [seriesId: number, millis: number, value: number];

function batchOf(rows: readonly Row[]): ReadingBatch {
  const builder = new ReadingBatchBuilder();
  for (const row of rows) builder.add(...row);
  return builder.build(0);
}

/** Its opinion of a reading is the reading itself; NaN below zero. */
const ECHO = statelessDetector((value) => ({ expected: 0, lower: -1, upper: 1, score: value < 0 ? NaN : value }));
const HALF_ECHO = statelessDetector((value) => ({ expected: 5, lower: 4, upper: 6, score: value / 2 }));

function engineOf(...detectors: readonly Detector[]): DetectionEngine {
  return new DetectionEngine({
    detectors: detectors.map((detector, index) => ({ kind: `detector-${index}`, detector })),
    seriesKeyOf: (seriesId) => `key-${seriesId}`,
  });
}

function changesOn(engine: DetectionEngine, rows: readonly Row[]): LevelChange[] {
  const changes: LevelChange[] = [];
  engine.process(batchOf(rows), (change) => changes.push(change));
  return changes;
}

const readings = (values: readonly number[], seriesId = 0): Row[] =>
  values.map((value, second) => [seriesId, second * 1000, value]);

describe('the detection engine', () => {
  it('tells of a level with the reading, the band of the strongest detector and every verdict', () => {
    const [change] = changesOn(engineOf(HALF_ECHO, ECHO), readings([0, 3]));
    expect(change).toEqual({
      seriesId: 0,
      previousLevel: 'normal',
      wasConstant: true,
      isRate: false,
      aberration: {
        seriesKey: 'key-0',
        observedAtMillis: 1000,
        observed: 3,
        expected: 0,
        lower: -1,
        upper: 1,
        score: 3,
        direction: 'above',
        level: 'alarm',
        verdicts: [
          { detector: 'detector-1', reason: 'level', expected: 0, lower: -1, upper: 1, score: 3 },
          { detector: 'detector-0', reason: 'level', expected: 5, lower: 4, upper: 6, score: 1.5 },
        ],
      },
    });
  });

  it('leaves out detectors without an opinion, and stays silent when none has one', () => {
    const [change] = changesOn(engineOf(ECHO, HALF_ECHO), readings([-1, 3]));
    expect(change?.aberration.verdicts).toHaveLength(2);
    expect(changesOn(engineOf(ECHO), readings([-1, -5, -9]))).toEqual([]);
  });

  it('does not judge readings older than the latest of their series, and counts them', () => {
    const engine = engineOf(ECHO);
    const changes = changesOn(engine, [
      [0, 5000, 0],
      [0, 4000, 9],
      [1, 4000, 0],
    ]);
    expect(changes).toEqual([]);
    expect(engine.counters).toMatchObject({ judged: 2, skippedLate: 1 });
  });

  it('judges a repeated delivery once, but different readings of the same millisecond all', () => {
    const engine = engineOf(ECHO);
    changesOn(engine, [
      [0, 5000, 0.5],
      [0, 5000, 0.5],
      [0, 5000, 0.6],
    ]);
    expect(engine.counters).toMatchObject({ judged: 2, skippedLate: 1 });
  });

  it('does not judge numbers whose squares are none, and recovers at once', () => {
    const engine = engineWithTrio();
    const rows = Array.from({ length: 200 }, (_, n): Row => [0, n * 1000, n % 50 === 7 ? Number.MAX_VALUE : 20]);
    expect(changesOn(engine, [...rows, [0, 300_000, 30]])).toHaveLength(1);
    expect(engine.counters.skippedExtreme).toBe(4);
  });

  it('survives the largest numbers it judges', () => {
    const extremes = Array.from({ length: 100 }, (_, n): Row => [0, n, n % 2 === 0 ? LARGEST_JUDGED : -LARGEST_JUDGED]);
    const after = Array.from({ length: 2000 }, (_, n): Row => [0, 1000 + n * 1000, 20 + (n % 3)]);
    for (const { aberration } of changesOn(engineWithTrio(), [...extremes, ...after])) {
      expect(Number.isFinite(aberration.score)).toBe(true);
    }
  });

  it('counts no score of a reading too near to what was expected', () => {
    const engine = new DetectionEngine({
      detectors: [{ kind: 'echo', detector: ECHO }],
      seriesKeyOf: String,
      rulesOf: (seriesId) => ({ ...NO_RULES, leastDeviation: 10 * seriesId }),
    });
    const changes = changesOn(engine, [...readings([0, 9.9, 10], 1), ...readings([0, 9.9], 0)]);
    expect(changes.map(({ seriesId, aberration }) => [seriesId, aberration.observed])).toEqual([
      [1, 10],
      [0, 9.9],
    ]);
  });

  it('counts what the rules of a series let count, and no more', () => {
    const changesWith = (rules: Partial<SeriesRules>, ...values: number[]): LevelChange[] => {
      const engine = new DetectionEngine({
        detectors: [
          { kind: 'echo', detector: ECHO },
          { kind: 'half', detector: HALF_ECHO },
        ],
        seriesKeyOf: String,
        rulesOf: () => ({ ...NO_RULES, ...rules }),
      });
      return changesOn(engine, readings(values));
    };
    const scoresOf = (changes: LevelChange[]): unknown => changes.map(({ aberration }) => aberration.score);
    expect(scoresOf(changesWith({}, 0, 3))).toEqual([3]);
    expect(scoresOf(changesWith({ direction: 'below' }, 0, 3))).toEqual([1.5]);
    expect(scoresOf(changesWith({ direction: 'above' }, 0, 3))).toEqual([3]);
    expect(scoresOf(changesWith({ scoreFactor: 1.5 }, 0, 3))).toEqual([4.5]);
    expect(changesWith({ scoreFactor: 0.25 }, 0, 3)).toEqual([]);
    expect(scoresOf(changesWith({ silencedDetectors: ['echo'] }, 0, 3))).toEqual([1.5]);
    expect(changesWith({ isJudged: false }, 0, 3)).toEqual([]);
  });

  it('leaves a level when the series is back near to what was expected', () => {
    const engine = new DetectionEngine({
      detectors: [{ kind: 'echo', detector: ECHO }],
      seriesKeyOf: String,
      rulesOf: () => ({ ...NO_RULES, leastDeviation: 10 }),
    });
    const levels = changesOn(engine, readings([12, 9, 8, 9])).map(({ aberration }) => aberration.level);
    expect(levels).toEqual(['alarm', 'normal']);
  });

  it('does not judge a series that has only been 0 or 1, and judges it once it was anything else', () => {
    const door = [...Array.from({ length: 50 }, () => 0), 1, 1, 1, 0, 0];
    expect(changesOn(engineWithTrio(RECOGNISED), readings(door))).toEqual([]);
    expect(changesOn(engineWithTrio(RECOGNISED), readings([...door.slice(0, 50), 7]))).toHaveLength(1);
    const gauge = [0.5, ...Array.from({ length: 50 }, () => 0), 1];
    expect(changesOn(engineWithTrio(), readings(gauge))).not.toEqual([]);
  });

  it('says whether the series had been constant', () => {
    const wasConstant = (values: readonly number[]): unknown =>
      changesOn(engineOf(ECHO), readings(values)).map((change) => change.wasConstant);
    expect(wasConstant([0, 0, 3])).toEqual([true]);
    expect(wasConstant([0, 0.1, 0, 3])).toEqual([false]);
  });

  it('counts levels by the level that was entered', () => {
    const engine = engineOf(ECHO);
    const [first = [0, 0, 0], ...others] = readings([0, 0, 1.6, 0, 0, 0, 5, 0, 0, 0, 1.6, 2.5]);
    changesOn(engine, [first, ...others.map(([id, millis, value]): Row => [id, 8 * 86_400_000 + millis, value])]);
    expect(engine.counters).toMatchObject({ warningsEntered: 2, alarmsEntered: 2 });
  });

  it('says the same whatever the batches and whatever the other series', () => {
    const random = new SeededRandom(1);
    const rows = Array.from({ length: 30_000 }, (_, n): Row => {
      const spike = random.uniform() < 0.002 ? 40 : 0;
      return [Math.floor(random.uniform() * 30), n * 500, 20 + spike + random.gaussian()];
    });
    const inOneBatch = changesOn(engineWithTrio(), rows);
    const rowByRow = engineWithTrio();
    const changes = rows.flatMap((row) => changesOn(rowByRow, [row]));
    const alone = changesOn(
      engineWithTrio(),
      rows.filter(([seriesId]) => seriesId === 7),
    );
    expect(inOneBatch.length).toBeGreaterThan(20);
    expect(changes).toEqual(inOneBatch);
    expect(alone).toEqual(inOneBatch.filter(({ seriesId }) => seriesId === 7));
  });
});
