import { aberrationSignal } from '../analytics/aberration-signal.ts';
import type { SilenceMonitor } from '../analytics/silence/silence-monitor.ts';
import type { DetectionPool } from '../analytics/workers/detection-pool.ts';
import { Failure } from '../core/failure.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Desk } from '../core/ports/desk.ts';
import type { History } from '../core/ports/history.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesRegistry } from '../core/series-registry.ts';
import type { Signal } from '../core/signal.ts';
import type { Exports } from './exports.ts';
import type { HouseFaults } from './house-faults.ts';
import type { LatestReadings } from './latest-readings.ts';

export interface PipelineStages {
  readonly clock: Pick<Clock, 'monotonicMillis'>;
  readonly registry: SeriesRegistry;
  readonly history: Pick<History, 'append'>;
  readonly detection: Pick<DetectionPool, 'process'>;
  readonly exports: Pick<Exports, 'offer'>;
  readonly silence: SilenceMonitor;
  readonly latest: LatestReadings;
  readonly desk: Pick<Desk, 'signals'>;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
}

/**
 * What happens to a reading, in order: it is remembered as the latest, it breaks a silence, the detectors
 * judge it, and it is committed to the history and exported from there; aberrations go to the desk as signals.
 */
export class ReadingPipeline {
  readonly #stages: PipelineStages;

  constructor(stages: PipelineStages) {
    this.#stages = stages;
  }

  /** Resolves when the rows are on disk and the signals they caused are in the audit trail. */
  async accept(batch: ReadingBatch): Promise<void> {
    const { clock, silence, latest } = this.#stages;
    latest.observe(batch);
    silence.observe(batch, clock.monotonicMillis());
    await Promise.all([this.#judge(batch), this.#commit(batch)]);
  }

  async #judge(batch: ReadingBatch): Promise<void> {
    const { registry, detection, desk } = this.#stages;
    const { changes } = await detection.process(batch);
    const signals: Signal[] = [];
    for (const change of changes) {
      const registered = registry.get(change.seriesId);
      if (registered !== undefined) signals.push(aberrationSignal(change, registered.series, batch.receivedAtMillis));
    }
    if (signals.length > 0) await desk.signals(signals);
  }

  async #commit(batch: ReadingBatch): Promise<void> {
    const { registry, history, exports, faults } = this.#stages;
    try {
      await history.append(registry.takeUnsaved(), batch);
      faults.end('history', 'history-fault');
      exports.offer(batch);
    } catch (cause) {
      const failure = cause instanceof Failure ? `${cause.message} ${cause.remedy}` : String(cause);
      faults.begin('history', 'history-fault', failure);
      throw cause;
    }
  }
}
