import { describe, expect, it } from 'vitest';
import { DetectionEngine, type LevelChange } from '../analytics/detection-engine.ts';
import { SilenceMonitor } from '../analytics/silence/silence-monitor.ts';
import { statelessDetector } from '../analytics/test-support/stateless-detector.ts';
import { Failure } from '../core/failure.ts';
import type { History } from '../core/ports/history.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import { LatestReadings } from './latest-readings.ts';
import { ReadingPipeline } from './reading-pipeline.ts';

/** Finds every value of 100 and more far outside. */
const hundredIsTooMuch = statelessDetector((value) => ({
  expected: 0,
  lower: -1,
  upper: 1,
  score: value >= 100 ? 9 : 0,
}));

function makePipeline() {
  const steps: string[] = [];
  const history = new FakeHistory(steps);
  const registry = new SeriesRegistry();
  registry.register(makeSeries('lab', 's1', 'temperature'));
  const latest = new LatestReadings(registry);
  const desk = new FakeDeskEntrance(steps);
  const engine = new DetectionEngine({
    detectors: [{ kind: 'hundred', detector: hundredIsTooMuch }],
    seriesKeyOf: (seriesId) => registry.get(seriesId)?.key ?? '',
  });
  const pipeline = new ReadingPipeline({
    clock: { monotonicMillis: () => 0 },
    registry,
    history,
    exports: { offer: () => void steps.push('exported') },
    latest,
    detection: {
      process: async (batch) => {
        const changes: LevelChange[] = [];
        engine.process(batch, (change) => changes.push(change));
        return { changes, scores: new Float64Array(batch.count) };
      },
    },
    silence: new SilenceMonitor(() => ({ site: 'lab', sensor: 's1' })),
    desk,
    faults: {
      begin: (part, type, message) => steps.push(`begin ${part} ${type}: ${message}`),
      end: (part, type) => steps.push(`end ${part} ${type}`),
    },
  });
  return { pipeline, history, desk, latest, steps };
}

class FakeHistory implements Pick<History, 'append'> {
  fault: Error | undefined;
  readonly #steps: string[];

  constructor(steps: string[]) {
    this.#steps = steps;
  }

  async append(newSeries: Parameters<History['append']>[0], batch: ReadingBatch): Promise<void> {
    this.#steps.push(`append ${newSeries.length} series, ${batch.count} readings`);
    if (this.fault !== undefined) throw this.fault;
  }
}

class FakeDeskEntrance {
  commit: Promise<void> = Promise.resolve();
  readonly #steps: string[];

  constructor(steps: string[]) {
    this.#steps = steps;
  }

  async signals(signals: readonly { readonly type: string; readonly phase: string }[]): Promise<void> {
    for (const { type, phase } of signals) this.#steps.push(`signal ${type} ${phase}`);
    await this.commit;
  }
}

function batchOf(...values: readonly number[]): ReadingBatch {
  const builder = new ReadingBatchBuilder();
  values.forEach((value, index) => builder.add(0, 1000 * (index + 1), value));
  return builder.build(9000);
}

describe('a reading', () => {
  it('is committed to the history, a new series before its first reading', async () => {
    const { pipeline, steps } = makePipeline();
    await pipeline.accept(batchOf(1, 2));
    await pipeline.accept(batchOf(3));
    expect(steps.filter((step) => step.startsWith('append'))).toEqual([
      'append 1 series, 2 readings',
      'append 0 series, 1 readings',
    ]);
  });

  it('is the latest one even when it cannot be committed', async () => {
    const { pipeline, history, latest } = makePipeline();
    history.fault = new Error('disk full');
    await expect(pipeline.accept(batchOf(7))).rejects.toThrow('disk full');
    expect(latest.takeChanged(10)).toMatchObject([{ value: 7 }]);
  });

  it('that is out of the ordinary becomes a signal, and is done when both are committed', async () => {
    const { pipeline, desk, steps } = makePipeline();
    let commit = (): void => undefined;
    desk.commit = new Promise((resolve) => (commit = resolve));
    let isDone = false;
    const accepted = pipeline.accept(batchOf(1, ...Array.from({ length: 20 }, () => 100))).then(() => (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toContain('signal aberration entered');
    expect(isDone).toBe(false);
    commit();
    await accepted;
  });
});

describe('a history that fails', () => {
  it('is a fault that names its remedy, and ends with the first commit that succeeds', async () => {
    const { pipeline, history, steps } = makePipeline();
    history.fault = new Failure('the disk is full.', { reason: 'server', retryable: true, remedy: 'Make room.' });
    await expect(pipeline.accept(batchOf(1))).rejects.toBe(history.fault);
    history.fault = undefined;
    await pipeline.accept(batchOf(2));
    expect(steps.filter((step) => !step.startsWith('append'))).toEqual([
      'begin history history-fault: the disk is full. Make room.',
      'end history history-fault',
      'exported',
    ]);
  });

  it('does not keep a signal from the desk', async () => {
    const { pipeline, history, steps } = makePipeline();
    history.fault = new Error('disk full');
    await expect(pipeline.accept(batchOf(1, ...Array.from({ length: 20 }, () => 100)))).rejects.toThrow('disk full');
    expect(steps).toContain('signal aberration entered');
  });
});
