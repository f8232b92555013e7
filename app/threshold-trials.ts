import type { LevelChange } from '../analytics/detection-engine.ts';
import type { DetectionOverride } from '../analytics/overrides/detection-override.ts';
import { Failure } from '../core/failure.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { History, SeriesColumns } from '../core/ports/history.ts';
import type {
  MarkedIncident,
  ThresholdComparison,
  ThresholdPreview,
  ThresholdWish,
} from '../core/ports/threshold-preview.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { RegisteredSeries } from '../core/series-registry.ts';
import { FiredSpans } from './fired-spans.ts';

/** The detectors, over a memory of their own that is thrown away. */
export interface TrialPool {
  start(): Promise<unknown>;
  process(batch: ReadingBatch): Promise<{ readonly changes: readonly LevelChange[] }>;
  stop(): Promise<void>;
}

export interface ThresholdTrialsDependencies {
  readonly history: Pick<History, 'read'>;
  readonly overrides: readonly DetectionOverride[];
  /** Judges the series under one number for each list of overrides, from 0. */
  readonly createPool: (series: RegisteredSeries, overrides: readonly (readonly DetectionOverride[])[]) => TrialPool;
  readonly clock: Clock;
}

const PAST_MILLIS = 30 * 86_400_000;
/** A reading every five seconds for 30 days; of more, the latest. */
const MOST_READINGS = 520_000;
const READINGS_A_BATCH = 16_384;
const [NOW, WISHED] = [0, 1];

/** Runs the past of a series through the very detectors that judge the present, as it is judged now and as somebody wants it. */
export class ThresholdTrials implements ThresholdPreview {
  readonly #dependencies: ThresholdTrialsDependencies;
  #isBusy = false;

  constructor(dependencies: ThresholdTrialsDependencies) {
    this.#dependencies = dependencies;
  }

  async compare(
    series: RegisteredSeries,
    wish: ThresholdWish,
    incidents: readonly MarkedIncident[],
  ): Promise<ThresholdComparison> {
    if (this.#isBusy) throw busy();
    this.#isBusy = true;
    try {
      return await this.#try(series, wish, incidents);
    } finally {
      this.#isBusy = false;
    }
  }

  async #try(
    series: RegisteredSeries,
    wish: ThresholdWish,
    incidents: readonly MarkedIncident[],
  ): Promise<ThresholdComparison> {
    const { history, overrides, createPool, clock } = this.#dependencies;
    const untilMillis = clock.nowMillis();
    const past = latestOf(await history.read(series.id, untilMillis - PAST_MILLIS, untilMillis));
    const fromMillis = past.observedAtMillis[0] ?? untilMillis;
    const spans = [new FiredSpans(), new FiredSpans()];
    const pool = createPool(series, [overrides, [...overrides, { match: {}, ...wish }]]);
    await pool.start();
    try {
      for (const batch of batchesOf(past, untilMillis)) {
        const { changes } = await pool.process(batch);
        for (const { seriesId, aberration } of changes) spans[seriesId]?.add(aberration);
      }
    } finally {
      await pool.stop();
    }
    const outcomeOf = (which: number) =>
      (spans[which] ?? new FiredSpans()).outcome(untilMillis - fromMillis, incidents);
    const readings = past.values.length;
    return { fromMillis, untilMillis, readings, now: outcomeOf(NOW), wished: outcomeOf(WISHED) };
  }
}

function latestOf({ observedAtMillis, values }: SeriesColumns): SeriesColumns {
  return { observedAtMillis: observedAtMillis.slice(-MOST_READINGS), values: values.slice(-MOST_READINGS) };
}

/** Every reading once for each of the two ways to judge it. */
function* batchesOf({ observedAtMillis, values }: SeriesColumns, receivedAtMillis: number): Generator<ReadingBatch> {
  for (let begin = 0; begin < values.length; begin += READINGS_A_BATCH) {
    const times = observedAtMillis.subarray(begin, begin + READINGS_A_BATCH);
    const count = times.length;
    const batch = {
      count: 2 * count,
      seriesIds: new Int32Array(2 * count).fill(WISHED, count),
      observedAtMillis: new Float64Array(2 * count),
      values: new Float64Array(2 * count),
      receivedAtMillis,
    };
    for (const at of [0, count]) {
      batch.observedAtMillis.set(times, at);
      batch.values.set(values.subarray(begin, begin + count), at);
    }
    yield batch;
  }
}

function busy(): Failure {
  return new Failure('Another preview is being worked out', {
    reason: 'rate-limited',
    retryable: true,
    remedy: 'ask again when it is done, which takes seconds',
    retryAfterSeconds: 5,
  });
}
