import type { CollectorContext, CollectorHealth, CollectorSink } from '../../core/ports/collector.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import { SeriesRegistry, type SeriesLimits } from '../../core/series-registry.ts';
import type { Series, SeriesId } from '../../core/series.ts';
import type { Signal } from '../../core/signal.ts';
import { MessageTaps } from '../../runtime/message-taps.ts';
import { systemClock } from '../../runtime/system-clock.ts';

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

export interface RecordedReading {
  readonly key: string;
  readonly observedAtMillis: number;
  readonly value: number;
}

/** Remembers what a collector hands over; commits when told to, so that tests decide what is acknowledged. */
export class RecordingSink implements CollectorSink {
  readonly registry: SeriesRegistry;
  readonly recorded: RecordedReading[] = [];
  readonly signalled: Signal[] = [];
  readonly rejected = new Map<RejectReason, number>();
  /** Awaited before a hand-over counts as committed. */
  commit: () => Promise<void> = async () => undefined;

  constructor(limits?: SeriesLimits) {
    this.registry = new SeriesRegistry(limits);
  }

  register(series: Series): SeriesId | undefined {
    const seriesId = this.registry.register(series);
    if (seriesId === undefined) this.reject('series-limit');
    return seriesId;
  }

  async readings(batch: ReadingBatch): Promise<void> {
    for (let row = 0; row < batch.count; row += 1) {
      this.recorded.push({
        key: this.registry.get(batch.seriesIds[row] ?? -1)?.key ?? 'unknown',
        observedAtMillis: batch.observedAtMillis[row] ?? Number.NaN,
        value: batch.values[row] ?? Number.NaN,
      });
    }
    await this.commit();
  }

  async signals(signals: readonly Signal[]): Promise<void> {
    this.signalled.push(...signals);
    await this.commit();
  }

  reject(reason: RejectReason): void {
    this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + 1);
  }
}

export interface TestContext extends CollectorContext {
  readonly sink: RecordingSink;
  readonly messageTap: MessageTaps;
  readonly healths: CollectorHealth[];
}

export function makeContext(sink = new RecordingSink()): TestContext {
  const taps = new MessageTaps();
  const healths: CollectorHealth[] = [];
  return {
    clock: systemClock,
    logger: silentLogger,
    sink,
    messageTap: taps,
    tappedMessages: taps,
    dataFolder: '/nonexistent',
    healths,
    health: (health) => void healths.push(health),
  };
}
