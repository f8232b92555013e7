import type { CollectorSink } from '../core/ports/collector.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { RejectReason } from '../core/reject-reason.ts';
import type { SeriesRegistry } from '../core/series-registry.ts';
import type { Series, SeriesId } from '../core/series.ts';
import type { Signal } from '../core/signal.ts';
import type { CollectorTally } from './collector-tally.ts';

export interface SinkTargets {
  readonly registry: SeriesRegistry;
  readonly acceptReadings: (batch: ReadingBatch) => Promise<void>;
  readonly acceptSignals: (signals: readonly Signal[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_DETAIL_LENGTH = 200;

/** The way in for one collector: counts what passes and what is refused. */
export class CountingSink implements CollectorSink {
  readonly #targets: SinkTargets;
  readonly #tally: CollectorTally;

  constructor(targets: SinkTargets, tally: CollectorTally) {
    this.#targets = targets;
    this.#tally = tally;
  }

  register(series: Series): SeriesId | undefined {
    const seriesId = this.#targets.registry.register(series);
    if (seriesId === undefined) this.reject('series-limit', series.metric);
    return seriesId;
  }

  async readings(batch: ReadingBatch): Promise<void> {
    this.#tally.readings += batch.count;
    this.#tally.lastSeenAtMillis = batch.receivedAtMillis;
    const observedAtMillis = batch.observedAtMillis[batch.count - 1];
    if (observedAtMillis !== undefined) this.#tally.behindMillis = batch.receivedAtMillis - observedAtMillis;
    await this.#targets.acceptReadings(batch);
  }

  async signals(signals: readonly Signal[]): Promise<void> {
    this.#tally.signals += signals.length;
    this.#tally.lastSeenAtMillis = this.#targets.clock.nowMillis();
    await this.#targets.acceptSignals(signals);
  }

  /** One log line for the first of each reason; the rest are in the counter. */
  reject(reason: RejectReason, detail: string): void {
    if (this.#tally.countRejected(reason) === 1) {
      const shown = detail.slice(0, MAX_DETAIL_LENGTH);
      this.#targets.logger.warn({ collector: this.#tally.kind, reason, detail: shown }, 'input refused');
    }
  }
}
