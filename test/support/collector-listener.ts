import type { CollectorContext, CollectorHealth } from '../../core/ports/collector.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import type { Signal } from '../../core/signal.ts';

/** One reading as an object, for assertions. */
export interface HeardReading {
  readonly series: string;
  readonly observedAtMillis: number;
  readonly value: number;
}

/** Stands in for the runner around a collector and keeps all that the collector hands on, in order. */
export class CollectorListener {
  nowMillis = 1_800_000_000_000;
  readonly batches: ReadingBatch[] = [];
  readonly signals: Signal[] = [];
  readonly rejected: { readonly reason: RejectReason; readonly detail: string }[] = [];
  readonly healths: CollectorHealth[] = [];
  readonly taps = new Map<string, (topic: string, payload: Buffer) => void>();
  /** When set, every commit rejects with it. */
  commitError: Error | undefined;
  readonly #registry = new SeriesRegistry();

  readonly context: CollectorContext = {
    clock: { nowMillis: () => this.nowMillis, monotonicMillis: () => this.nowMillis },
    logger: silentLogger(),
    dataFolder: '/nowhere',
    messageTap: {
      tap: (filter, handler) => {
        this.taps.set(filter, handler);
        return () => this.taps.delete(filter);
      },
    },
    tappedMessages: {
      filters: () => [...this.taps.keys()],
      isTapped: () => false,
      deliver: () => undefined,
      onChange: () => () => undefined,
    },
    health: (health) => this.healths.push(health),
    sink: {
      register: (series) => this.#registry.register(series),
      readings: async (batch) => {
        if (this.commitError !== undefined) throw this.commitError;
        this.batches.push(batch);
      },
      signals: async (signals) => {
        if (this.commitError !== undefined) throw this.commitError;
        this.signals.push(...signals);
      },
      reject: (reason, detail) => this.rejected.push({ reason, detail }),
    },
  };

  /** Every reading so far, in the order in which it was handed on. */
  get readings(): readonly HeardReading[] {
    return this.batches.flatMap((batch) =>
      Array.from(batch.seriesIds, (seriesId, row) => ({
        series: this.#registry.get(seriesId)?.key ?? 'unknown',
        observedAtMillis: batch.observedAtMillis[row] ?? Number.NaN,
        value: batch.values[row] ?? Number.NaN,
      })),
    );
  }
}

function ignore(): void {}

function silentLogger(): CollectorContext['logger'] {
  return { debug: ignore, info: ignore, warn: ignore, error: ignore, child: silentLogger };
}
