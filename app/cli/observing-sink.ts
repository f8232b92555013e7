import type { CollectorSink } from '../../core/ports/collector.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import type { Series, SeriesId } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import { readingsIn, type Observation } from './observation.ts';

const NEVER = new Promise<never>(() => undefined);

/** Tells what comes in and keeps nothing of it. */
export class ObservingSink implements CollectorSink {
  /**
   * Whether a hand-over resolves. It must not for a source that takes it as leave to acknowledge: a broker would
   * forget messages that nobody has kept.
   */
  resolves = true;
  readonly #registry = new SeriesRegistry();
  readonly #observe: (observation: Observation) => void;

  constructor(observe: (observation: Observation) => void) {
    this.#observe = observe;
  }

  register(series: Series): SeriesId | undefined {
    const seriesId = this.#registry.register(series);
    if (seriesId === undefined) this.reject('series-limit', series.metric);
    return seriesId;
  }

  async readings(batch: ReadingBatch): Promise<void> {
    for (const reading of readingsIn(batch, this.#registry)) this.#observe(reading);
    if (!this.resolves) await NEVER;
  }

  async signals(signals: readonly Signal[]): Promise<void> {
    for (const signal of signals) this.#observe({ kind: 'signal', signal });
    if (!this.resolves) await NEVER;
  }

  reject(reason: RejectReason, detail: string): void {
    this.#observe({ kind: 'refused', reason, detail });
  }
}
