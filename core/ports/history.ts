import type { ReadingBatch } from '../reading-batch.ts';
import type { RegisteredSeries } from '../series-registry.ts';
import type { Series, SeriesId } from '../series.ts';

/** Readings of one series in time order; equal times appear once, the last written wins. */
export interface SeriesColumns {
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
}

/** Past readings. */
export interface History {
  /** Every series ever stored, in the order of its integer: row n has id n. */
  loadSeries(): Promise<readonly Series[]>;
  /** Resolves when series and rows are on disk. Calls that overlap share a commit. */
  append(newSeries: readonly RegisteredSeries[], batch: ReadingBatch): Promise<void>;
  /** Readings with `from <= observedAt < to`, both epoch milliseconds. */
  read(seriesId: SeriesId, fromMillis: number, toMillis: number): Promise<SeriesColumns>;
  stop(): Promise<void>;
}
