import { Failure } from '../../core/failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { History, SeriesColumns } from '../../core/ports/history.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { Series, SeriesId } from '../../core/series.ts';
import { AppendGroup, makeColumns } from './append-group.ts';
import { DEFAULT_COMPACTION, type CompactionSettings } from './compaction.ts';
import type { Readings } from './journal.ts';
import { buffersOf } from './protocol.ts';
import { WorkerLink } from './worker-link.ts';

export interface SqliteHistoryOptions {
  /** Made when it is not there; its folder must be. */
  readonly file: string;
  /** The compiled `history-worker.js`. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  /** Default 30, counted from the newest arrival. */
  readonly retentionDays?: number;
  /** Default 60. */
  readonly sealAfterSeconds?: number;
  /** Default 60. */
  readonly compactionRetrySeconds?: number;
  /** Readings not yet on disk beyond which `append` refuses. Default 1,000,000: 20 MB. */
  readonly maxPendingReadings?: number;
  readonly compaction?: Partial<CompactionSettings>;
  /** After each commit: its readings, and the seconds since the first of them was handed over. */
  readonly onCommit?: (readings: number, seconds: number) => void;
  /** Compaction failed; it is tried again and nothing is lost, but the file grows meanwhile. */
  readonly onFault?: (failure: Failure) => void;
}

const DEFAULT_RETENTION_DAYS = 30;
const DEFAULT_SEAL_AFTER_SECONDS = 60;
const DEFAULT_RETRY_SECONDS = 60;
const DEFAULT_MAX_PENDING_READINGS = 1_000_000;
/** A commit takes no further append beyond this, so that one commit stays short. */
const FULL_GROUP_READINGS = 131_072;
const FIRST_CAPACITY = 4096;

/**
 * History in one SQLite file, worked on by a thread of its own. While one group of appends is being committed,
 * those that come gather in the next group: the slower the disk, the more share an fsync.
 */
export class SqliteHistory implements History {
  readonly #options: SqliteHistoryOptions;
  readonly #link: WorkerLink;
  readonly #maxPendingReadings: number;
  /** The first may be in the worker's hands; the last is filling. */
  readonly #groups: AppendGroup[] = [];
  #committing = false;
  #pendingReadings = 0;
  /** In the order of their integers: the next commit takes them all, and gives them back if it fails. */
  #unsavedSeries: RegisteredSeries[] = [];
  #spareColumns: Readings | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: SqliteHistoryOptions) {
    this.#options = options;
    this.#maxPendingReadings = options.maxPendingReadings ?? DEFAULT_MAX_PENDING_READINGS;
    const settings = {
      file: options.file,
      compaction: { ...DEFAULT_COMPACTION, ...options.compaction },
      sealAfterSeconds: options.sealAfterSeconds ?? DEFAULT_SEAL_AFTER_SECONDS,
      retrySeconds: options.compactionRetrySeconds ?? DEFAULT_RETRY_SECONDS,
      retentionDays: options.retentionDays ?? DEFAULT_RETENTION_DAYS,
    };
    this.#link = new WorkerLink(options.workerUrl, settings, (failure) => options.onFault?.(failure));
  }

  /** Readings handed over and not yet on disk: sources that can wait should, when it is high. */
  get pendingReadings(): number {
    return this.#pendingReadings;
  }

  async loadSeries(): Promise<readonly Series[]> {
    return (await this.#link.call('series', { kind: 'load-series' })).series;
  }

  /** Copies the batch at once. Rejects with a `Failure`; then the rows may be handed over again without harm. */
  append(newSeries: readonly RegisteredSeries[], batch: ReadingBatch): Promise<void> {
    for (const series of newSeries) this.#unsavedSeries.push(series);
    const refusal = this.#refusal(batch);
    if (refusal !== undefined) return Promise.reject(refusal);
    const group = this.#fillingGroup();
    group.add(batch);
    this.#pendingReadings += batch.count;
    this.#commitNext();
    return group.committed;
  }

  async read(seriesId: SeriesId, fromMillis: number, toMillis: number): Promise<SeriesColumns> {
    return (await this.#link.call('columns', { kind: 'read', seriesId, fromMillis, toMillis })).columns;
  }

  /** Commits what is pending, then ends the worker. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await Promise.allSettled(this.#groups.map((group) => group.committed));
    await this.#link.call('stopped', { kind: 'stop' }).catch(() => undefined);
    await this.#link.exited();
  }

  #refusal(batch: ReadingBatch): Failure | undefined {
    if (this.#stopped !== undefined) {
      return new Failure('the history has been stopped', {
        reason: 'cancelled',
        retryable: false,
        remedy: 'send the readings again after the restart',
      });
    }
    if (this.#pendingReadings === 0 || this.#pendingReadings + batch.count <= this.#maxPendingReadings)
      return undefined;
    return new Failure(`the history has ${this.#pendingReadings} readings waiting for the disk`, {
      reason: 'rate-limited',
      retryable: true,
      remedy: 'wait until the disk has caught up; if this lasts, use a faster disk or fewer readings',
    });
  }

  #fillingGroup(): AppendGroup {
    const last = this.#groups.at(-1);
    const isInWorker = this.#committing && this.#groups.length === 1;
    if (last !== undefined && !isInWorker && last.count < FULL_GROUP_READINGS) return last;
    const columns = this.#spareColumns ?? makeColumns(FIRST_CAPACITY);
    this.#spareColumns = undefined;
    const group = new AppendGroup(columns, this.#options.clock.monotonicMillis());
    this.#groups.push(group);
    return group;
  }

  #commitNext(): void {
    const group = this.#groups[0];
    if (this.#committing || group === undefined) return;
    this.#committing = true;
    void this.#commit(group);
  }

  async #commit(group: AppendGroup): Promise<void> {
    const { readings, receivedAtMillis } = group;
    const newSeries = this.#unsavedSeries;
    this.#unsavedSeries = [];
    let failure: unknown;
    try {
      const request = { kind: 'append', newSeries, readings, receivedAtMillis } as const;
      const answer = await this.#link.call('appended', request, buffersOf(readings));
      if (answer.readings.values.length <= FULL_GROUP_READINGS) this.#spareColumns = answer.readings;
    } catch (error) {
      failure = error;
      this.#unsavedSeries = [...newSeries, ...this.#unsavedSeries];
    }
    this.#groups.shift();
    this.#committing = false;
    this.#pendingReadings -= group.count;
    this.#settle(group, failure);
    this.#commitNext();
  }

  #settle(group: AppendGroup, failure: unknown): void {
    if (failure !== undefined) {
      group.reject(failure);
      return;
    }
    const millis = this.#options.clock.monotonicMillis() - group.startedAtMonotonicMillis;
    this.#options.onCommit?.(group.count, millis / 1000);
    group.resolve();
  }
}
