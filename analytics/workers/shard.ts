import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { toPlain } from '../../core/plain-failure.ts';
import type { Detector } from '../../core/ports/detector.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import {
  DetectionEngine,
  type DetectionEngineOptions,
  type NamedDetector,
  type OnLevelChange,
} from '../detection-engine.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { writeSnapshot } from '../snapshot/write-snapshot.ts';
import type { DetectorSource } from './detector-modules.ts';
import { SHARD_COUNT, type ShardReport } from './judging-host.ts';

export interface ShardOptions {
  readonly shard: number;
  readonly sources: readonly DetectorSource[];
  /** Where snapshots are; nothing is kept without one. */
  readonly folder: string | undefined;
  readonly engine: Omit<DetectionEngineOptions, 'detectors'>;
}

/** Some of the series with an engine of their own, and the file in which it outlives the process. */
export class Shard {
  readonly report: ShardReport;
  readonly #sources: readonly DetectorSource[];
  readonly #file: string | undefined;
  readonly #engine: DetectionEngine;
  #isSaved = true;

  constructor({ shard, sources, folder, engine }: ShardOptions) {
    this.#sources = sources;
    this.#file = folder === undefined ? undefined : join(folder, `shard-${shard + 1}-of-${SHARD_COUNT}.snapshot`);
    const opened = openEngine(this.#file, sources, engine);
    this.#engine = opened.engine;
    this.report = { shard, restoredSeries: this.#engine.seriesCount, ...opened.report };
  }

  get engine(): Pick<DetectionEngine, 'counters' | 'takeLearnt'> {
    return this.#engine;
  }

  process(batch: ReadingBatch, onLevelChange: OnLevelChange, scores: Float64Array): void {
    this.#isSaved = false;
    this.#engine.process(batch, onLevelChange, scores);
  }

  /** Only what has changed since. The state is on its way to the file when this returns its promise. */
  async save(savedAtMillis: number): Promise<void> {
    if (this.#file === undefined || this.#isSaved) return;
    const { detectors, ...rest } = this.#engine.saveState();
    const withFingerprints = this.#sources.map(({ kind, fingerprint }) => {
      return [kind, { fingerprint, state: detectors.get(kind) ?? new Map() }] as const;
    });
    this.#isSaved = true;
    try {
      await writeSnapshot(this.#file, { ...rest, savedAtMillis, detectors: new Map(withFingerprints) });
    } catch (cause) {
      this.#isSaved = false;
      throw cause;
    }
  }
}

interface OpenedEngine {
  readonly engine: DetectionEngine;
  readonly report: Omit<ShardReport, 'shard' | 'restoredSeries'>;
}

function openEngine(
  file: string | undefined,
  sources: readonly DetectorSource[],
  options: ShardOptions['engine'],
): OpenedEngine {
  try {
    const snapshot = file === undefined ? undefined : readSnapshot(file);
    if (snapshot !== undefined) return restored(snapshot, sources, options);
    return { engine: fresh(sources, options), report: { startedAnew: [] } };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return { engine: fresh(sources, options), report: { startedAnew: [], failure: toPlain(cause) } };
  }
}

function fresh(sources: readonly DetectorSource[], options: ShardOptions['engine']): DetectionEngine {
  const detectors = sources.map(({ kind, create }) => ({ kind, detector: create() }));
  return new DetectionEngine({ ...options, detectors });
}

function restored(
  snapshot: Snapshot,
  sources: readonly DetectorSource[],
  options: ShardOptions['engine'],
): OpenedEngine {
  const startedAnew: string[] = [];
  const detectors = sources.map((source): NamedDetector => {
    const detector = restoredDetector(source, snapshot);
    if (detector !== undefined) return { kind: source.kind, detector };
    startedAnew.push(source.kind);
    const anew = source.create();
    anew.ensureSlots(snapshot.detectorSlots);
    return { kind: source.kind, detector: anew };
  });
  const engine = new DetectionEngine({ ...options, detectors });
  engine.restoreState(snapshot);
  return { engine, report: { startedAnew, savedAtMillis: snapshot.savedAtMillis } };
}

/** One that refuses what it saved itself is of another version, and learns anew. */
function restoredDetector(source: DetectorSource, { detectors, detectorSlots }: Snapshot): Detector | undefined {
  const saved = detectors.get(source.kind);
  if (saved === undefined || saved.fingerprint !== source.fingerprint) return undefined;
  const detector = source.create();
  try {
    detector.restoreState(saved.state, detectorSlots);
    return detector;
  } catch (cause) {
    if (cause instanceof Failure) return undefined;
    throw cause;
  }
}
