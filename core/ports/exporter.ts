import type { Series, SeriesId } from '../series.ts';
import type { Clock } from './clock.ts';
import type { PluginDescription } from './plugin.ts';

/** Columns of equal length, row i is one reading; in the order in which they came. */
export interface ExportRows {
  readonly count: number;
  readonly seriesIds: Int32Array;
  /** Device clock, UTC epoch milliseconds. */
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
}

export interface ExporterLimits {
  /** Readings kept while the service does not take them; then the oldest are given up. 20 bytes each. */
  readonly maxBufferedReadings: number;
  readonly maxReadingsPerRequest: number;
  /** Requests at a time; those with readings of one series always go one after the other. */
  readonly maxConcurrentRequests: number;
  /** A reading waits no longer than this for others to go with it. */
  readonly flushSeconds: number;
  /** The service takes no reading that was made longer ago; `undefined` if it takes all. */
  readonly maxAgeSeconds: number | undefined;
}

export interface ExporterContext {
  readonly clock: Clock;
  /** Integers below 0 are figures of Telltale's own, whose names stay as they are. */
  readonly seriesOf: (seriesId: SeriesId) => Series | undefined;
}

/**
 * Hands readings to one service, once: no retry, no waiting, no logging. Rejects with a `Failure`; with the reason `client` the
 * service will never take some of these rows, and the runner finds out which. Called again before
 * it has resolved, but never with a series that is on its way.
 */
export interface Exporter {
  readonly limits: ExporterLimits;
  send(rows: ExportRows, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export interface ExporterPlugin<Config = unknown> extends PluginDescription<Config> {
  /** No I/O: only assigns. */
  create(config: Config, context: ExporterContext): Exporter;
}
