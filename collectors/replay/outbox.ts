import type { Clock } from '../../core/ports/clock.ts';
import type { CollectorSink } from '../../core/ports/collector.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';

const MAX_ROWS_KEPT = 4096;

/** Gathers rows that are due together and hands them on as one batch; holds a few thousand at most. */
export class Outbox {
  readonly #sink: CollectorSink;
  readonly #clock: Clock;
  readonly #readings = new ReadingBatchBuilder();
  #signals: Signal[] = [];

  constructor(sink: CollectorSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  get isFull(): boolean {
    return this.#readings.count + this.#signals.length >= MAX_ROWS_KEPT;
  }

  addReading(site: string, sensor: string, metric: string, observedAtMillis: number, value: number): void {
    const seriesId = this.#sink.register(makeSeries(site, sensor, metric));
    if (seriesId !== undefined) this.#readings.add(seriesId, observedAtMillis, value);
  }

  addSignal(signal: Signal): void {
    this.#signals.push(signal);
  }

  /** Resolves when everything gathered so far is committed. */
  async flush(): Promise<void> {
    const batch = this.#readings.build(this.#clock.nowMillis());
    const signals = this.#signals;
    this.#signals = [];
    if (batch.count > 0) await this.#sink.readings(batch);
    if (signals.length > 0) await this.#sink.signals(signals);
  }
}
