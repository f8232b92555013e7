import type { PlainFailure } from '../../core/plain-failure.ts';
import type { SeriesColumns } from '../../core/ports/history.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { Series, SeriesId } from '../../core/series.ts';
import type { CompactionSettings } from './compaction.ts';
import type { Readings } from './journal.ts';

/** What the history worker is started with. */
export interface WorkerSettings {
  readonly file: string;
  readonly compaction: CompactionSettings;
  /** The journal is compacted when it holds `compaction.segmentReadings`, or its oldest reading is this old. */
  readonly sealAfterSeconds: number;
  /** How long a failed compaction is left alone. */
  readonly retrySeconds: number;
  readonly retentionDays: number;
}

/** Asked of the worker; each gets one answer with the same `id`. */
export type Request =
  | { readonly kind: 'load-series'; readonly id: number }
  | {
      readonly kind: 'append';
      readonly id: number;
      readonly newSeries: readonly RegisteredSeries[];
      readonly readings: Readings;
      readonly receivedAtMillis: number;
    }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly seriesId: SeriesId;
      readonly fromMillis: number;
      readonly toMillis: number;
    }
  | { readonly kind: 'stop'; readonly id: number };

export type Answer =
  | { readonly kind: 'series'; readonly id: number; readonly series: readonly Series[] }
  /** Gives the columns back for the next append. */
  | { readonly kind: 'appended'; readonly id: number; readonly readings: Readings }
  | { readonly kind: 'columns'; readonly id: number; readonly columns: SeriesColumns }
  | { readonly kind: 'stopped'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: PlainFailure };

/** Said unasked: compaction failed and will be tried again. */
export interface Fault {
  readonly kind: 'fault';
  readonly failure: PlainFailure;
}

/** The buffers that move to the other thread instead of being copied. */
export function buffersOf(readings: Readings): ArrayBuffer[] {
  return transferable([readings.seriesIds, readings.observedAtMillis, readings.values]);
}

export function buffersOfColumns(columns: SeriesColumns): ArrayBuffer[] {
  return transferable([columns.observedAtMillis, columns.values]);
}

function transferable(arrays: readonly (Int32Array | Float64Array)[]): ArrayBuffer[] {
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
