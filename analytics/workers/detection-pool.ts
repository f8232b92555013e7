import { Failure } from '../../core/failure.ts';
import { fromPlain } from '../../core/plain-failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { SeriesId } from '../../core/series.ts';
import type { StartTimer } from '../../runtime/timer.ts';
import { createDetectionCounters } from '../detection-counters.ts';
import { BatchGroup, type JudgedBatch } from './batch-group.ts';
import type { DetectorModule } from './detector-modules.ts';
import { InlineHost } from './inline-host.ts';
import { SHARD_COUNT, type JudgingHost, type Judgement, type ShardReport } from './judging-host.ts';
import { LearntSeries } from './learnt-series.ts';
import { addCounters } from './shard-set.ts';
import { ShardSorter, shardsOf, type HostShare, type SeriesDirectory } from './shard-sorter.ts';
import { WorkerHost } from './worker-host.ts';

/** What goes on in the pool besides judging: `worker` a thread was lost, `overload` readings are not judged, `memory` a snapshot failed. */
export type PoolPart = 'worker' | 'overload' | 'memory';

export interface PoolObserver {
  readonly failed: (part: PoolPart, failure: Failure) => void;
  readonly recovered: (part: PoolPart) => void;
}

export interface DetectionPoolOptions extends SeriesDirectory {
  /** Threads; with 0 everything is judged in the calling one. */
  readonly workers: number;
  /** The compiled `detection-worker.js`. */
  readonly workerUrl: URL;
  readonly detectors: readonly DetectorModule[];
  /** Where snapshots are; nothing is kept without one. */
  readonly folder: string | undefined;
  /** Each shard is saved so often, one after the other. */
  readonly snapshotSeconds: number;
  /** Readings that wait, beyond which further ones are not judged. Default 500,000: 10 MB. */
  readonly maxWaitingReadings?: number;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly observer: PoolObserver;
}

const DEFAULT_MAX_WAITING_READINGS = 500_000;
/** While as many groups are being judged, batches that come gather in the next. */
const MAX_GROUPS_OUT = 2;
/** A group takes no further batch beyond this. */
const FULL_GROUP_READINGS = 65_536;

/**
 * The detectors over all series, spread over threads. Each series lives in one shard, each shard in one thread, and what comes
 * back is put in the order of the batches and their rows: whatever the number of threads and the sizes of the batches, every
 * score and every level change is the same. Shards outlive the process in snapshots.
 */
export class DetectionPool {
  /** Since the pool was made. `skippedOverload`: not judged because too many were waiting, or a worker died over them. */
  readonly counters = { ...createDetectionCounters(), skippedOverload: 0 };
  readonly #options: DetectionPoolOptions;
  readonly #sorter: ShardSorter;
  readonly #hosts: readonly JudgingHost[];
  readonly #learnt = new LearntSeries();
  readonly #out: BatchGroup[] = [];
  #waiting: BatchGroup[] = [];
  #waitingReadings = 0;
  #isOverloaded = false;
  #isStopping = false;
  readonly #failingShards = new Set<number>();
  #cancelSnapshot: () => void = () => undefined;
  #saving: Promise<void> = Promise.resolve();
  #idle: (() => void) | undefined;

  constructor(options: DetectionPoolOptions) {
    this.#options = options;
    const count = Math.max(1, Math.min(options.workers, SHARD_COUNT));
    this.#sorter = new ShardSorter(count, options);
    this.#hosts = Array.from({ length: count }, (_, host) => this.#createHost(shardsOf(host, count)));
  }

  /** Restores what was saved. Rejects with a `Failure` when a worker cannot begin. */
  async start(): Promise<readonly ShardReport[]> {
    const reports = (await Promise.all(this.#hosts.map(async (host) => await host.open()))).flat();
    for (const { shard, failure } of reports) {
      if (failure !== undefined) this.#memoryFailed(shard, fromPlain(failure));
    }
    this.#saveLater(0);
    return reports.toSorted((one, other) => one.shard - other.shard);
  }

  /** Readings that were handed over and are not judged yet. */
  get waitingReadings(): number {
    return this.#waitingReadings;
  }

  /** Resolves when the batch has been judged, batches in their order. Keeps the batch until then. */
  async process(batch: ReadingBatch): Promise<JudgedBatch> {
    const most = this.#options.maxWaitingReadings ?? DEFAULT_MAX_WAITING_READINGS;
    const isTooMuch = this.#waitingReadings > 0 && this.#waitingReadings + batch.count > most;
    if (this.#isStopping || isTooMuch) return this.#leaveOut(batch);
    const last = this.#waiting.at(-1);
    const group = last === undefined || last.count >= FULL_GROUP_READINGS ? new BatchGroup() : last;
    if (group !== last) this.#waiting.push(group);
    const judged = group.add(batch);
    this.#waitingReadings += batch.count;
    this.#send();
    return await judged;
  }

  /** Whether too little past is known of the series to say anything about it. */
  isLearning(seriesId: SeriesId): boolean {
    return !this.#learnt.has(seriesId);
  }

  /** Judges what it was given, saves what has changed and ends its threads. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelSnapshot();
    await this.#saving;
    if (this.#out.length > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    const nowMillis = this.#options.clock.nowMillis();
    await Promise.all(
      this.#hosts.map(async (host) => {
        await host.stop(nowMillis).catch((cause: unknown) => this.#memoryFailed(SHARD_COUNT, cause));
      }),
    );
  }

  #createHost(shards: readonly number[]): JudgingHost {
    const { workers, workerUrl, detectors, folder, startTimer, observer } = this.#options;
    const settings = { shards, detectors, folder };
    if (workers === 0) return new InlineHost(settings);
    return new WorkerHost({
      workerUrl,
      settings,
      startTimer,
      onLost: (failure) => observer.failed('worker', failure),
      onRecovered: () => observer.recovered('worker'),
    });
  }

  #leaveOut(batch: ReadingBatch): JudgedBatch {
    this.counters.skippedOverload += batch.count;
    if (!this.#isStopping && !this.#isOverloaded) {
      this.#isOverloaded = true;
      this.#options.observer.failed('overload', overloadFailure(this.#waitingReadings));
    }
    return { scores: new Float64Array(batch.count).fill(NaN), changes: [] };
  }

  #send(): void {
    while (this.#out.length < MAX_GROUPS_OUT) {
      const group = this.#waiting.shift();
      if (group === undefined) return;
      const shares = this.#sorter.sort(group.batches, group.count);
      group.sent(shares.length);
      this.#out.push(group);
      for (const share of shares) void this.#judge(group, share);
      if (shares.length === 0) this.#deliver();
    }
  }

  async #judge(group: BatchGroup, share: HostShare): Promise<void> {
    const judgement = await this.#hosts[share.host]?.judge(share.rows);
    if (judgement === undefined) return;
    group.judged(share, judgement);
    this.#note(judgement);
    this.#deliver();
  }

  #note({ counted, learnt, lostRows }: Judgement): void {
    addCounters(this.counters, counted);
    this.counters.skippedOverload += lostRows;
    for (const seriesId of learnt) this.#learnt.add(seriesId);
  }

  #deliver(): void {
    for (;;) {
      const first = this.#out[0];
      if (first === undefined || !first.isJudged) break;
      this.#out.shift();
      this.#waitingReadings -= first.count;
      first.deliver();
    }
    this.#noticeRelief();
    this.#send();
    if (this.#out.length === 0) this.#idle?.();
  }

  #noticeRelief(): void {
    const most = this.#options.maxWaitingReadings ?? DEFAULT_MAX_WAITING_READINGS;
    if (!this.#isOverloaded || this.#waitingReadings > most / 2) return;
    this.#isOverloaded = false;
    this.#options.observer.recovered('overload');
  }

  #saveLater(shard: number): void {
    const { snapshotSeconds, startTimer, clock, folder } = this.#options;
    if (folder === undefined) return;
    this.#cancelSnapshot = startTimer(
      () => {
        this.#saving = this.#save(shard, clock.nowMillis());
      },
      (snapshotSeconds * 1000) / SHARD_COUNT,
    );
  }

  async #save(shard: number, nowMillis: number): Promise<void> {
    try {
      await this.#hosts[this.#sorter.hostOf(shard)]?.save(shard, nowMillis);
      const didFail = this.#failingShards.delete(shard);
      if (didFail && this.#failingShards.size === 0) this.#options.observer.recovered('memory');
    } catch (cause) {
      this.#memoryFailed(shard, cause);
    }
    if (!this.#isStopping) this.#saveLater((shard + 1) % SHARD_COUNT);
  }

  #memoryFailed(shard: number, cause: unknown): void {
    if (!(cause instanceof Failure)) throw cause;
    this.#failingShards.add(shard);
    this.#options.observer.failed('memory', cause);
  }
}

function overloadFailure(waiting: number): Failure {
  return new Failure(`${waiting} readings wait for the detectors; further ones are kept and not judged.`, {
    reason: 'other',
    retryable: true,
    remedy: 'Give Telltale more processors, switch off detectors or send fewer readings.',
  });
}
