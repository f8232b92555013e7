import type { PlainFailure } from '../../core/plain-failure.ts';
import type { SeriesId } from '../../core/series.ts';
import type { DetectionCounters } from '../detection-counters.ts';
import type { LevelChange } from '../detection-engine.ts';
import type { SeriesRules } from '../series-rules.ts';

/** The series are dealt to so many shards by the hash of their keys: every number of workers up to four gets equal shares. */
export const SHARD_COUNT = 12;

/** What a shard is told of a series before its first reading. */
export interface NewSeries {
  readonly shard: number;
  readonly seriesId: SeriesId;
  readonly key: string;
  readonly rules: SeriesRules;
}

/** Readings sorted by shard, and within a shard as they came. Plain data. */
export interface ShardedRows {
  readonly count: number;
  readonly seriesIds: Int32Array;
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  /** Which shard the rows are of, up to the row `end`. */
  readonly segments: readonly { readonly shard: number; readonly end: number }[];
  readonly newSeries: readonly NewSeries[];
}

/** What came of `ShardedRows`. Plain data. */
export interface Judgement {
  /** By row; NaN where nothing could be said or nothing was judged. */
  readonly scores: Float64Array;
  readonly changes: readonly { readonly row: number; readonly change: LevelChange }[];
  /** Series of which enough is known from now on. */
  readonly learnt: readonly SeriesId[];
  /** What these rows added. */
  readonly counted: DetectionCounters;
  /** Rows that could not be judged because a worker died over them. */
  readonly lostRows: number;
}

/** What became of a shard's snapshot at the start. */
export interface ShardReport {
  readonly shard: number;
  readonly restoredSeries: number;
  /** When it was saved; absent when nothing was restored. */
  readonly savedAtMillis?: number;
  /** Detectors whose configuration is another now, or that are new. */
  readonly startedAnew: readonly string[];
  /** The snapshot was there and of no use. */
  readonly failure?: PlainFailure;
}

/** Where shards live and are judged: in this thread or in another. */
export interface JudgingHost {
  /** Restores its shards from their snapshots. */
  open(): Promise<readonly ShardReport[]>;
  /** Calls are answered in their order. */
  judge(rows: ShardedRows): Promise<Judgement>;
  /** Saves a shard that has changed. Rejects with a `Failure`. */
  save(shard: number, savedAtMillis: number): Promise<void>;
  /** Saves what has changed and ends. Rejects with a `Failure` when something could not be saved. */
  stop(savedAtMillis: number): Promise<void>;
}
