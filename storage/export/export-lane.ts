import type { Failure } from '../../core/failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Exporter, ExportRows } from '../../core/ports/exporter.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import { Guard, toFailure, type GuardOptions } from '../../runtime/guard.ts';
import { wait, type StartTimer } from '../../runtime/timer.ts';
import type { ExportLoss } from './export-loss.ts';
import { ExportShard } from './export-shard.ts';

/** What a lane tells while it works. */
export interface LaneObserver {
  readonly sent: (readings: number, seconds: number) => void;
  /** One try failed, whatever comes of it. */
  readonly failed: (failure: Failure) => void;
  readonly lost: (loss: ExportLoss, readings: number, why: string) => void;
  /** The service has not taken anything for a while, or does again. */
  readonly down: (failure: Failure) => void;
  readonly up: () => void;
  /** The buffer has room again after readings were given up. */
  readonly relieved: () => void;
  /** Everything up to an item that was inserted at this time has left. */
  readonly heartbeat: (insertedAtMillis: number) => void;
}

export interface LaneOptions {
  readonly name: string;
  readonly exporter: Exporter;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly observer: LaneObserver;
  readonly onBreakerChange: (isOpen: boolean) => void;
  readonly guard?: Partial<GuardOptions>;
}

/** How long the end of the process waits for the last readings to be taken. */
const STOP_PATIENCE_MILLIS = 3000;
const MAX_MARKS = 100;
const FAILURES_A_SHARD_TO_BREAK = 5;

/**
 * The way of readings to one service: deals the series to shards, keeps readings while the service is down, and gives up the oldest
 * when that lasts too long. Never holds up whoever offers.
 */
export class ExportLane {
  readonly name: string;
  readonly #options: LaneOptions;
  readonly #shards: readonly ExportShard[];
  readonly #guard: Guard;
  readonly #stopping = new AbortController();
  #marks: Mark[] = [];
  #lastFailure: Failure | undefined;
  #isDown = false;
  #isLosing = false;
  #isDraining = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: LaneOptions) {
    this.name = options.name;
    this.#options = options;
    const { maxConcurrentRequests } = options.exporter.limits;
    this.#shards = Array.from({ length: maxConcurrentRequests }, () => this.#createShard());
    this.#guard = new Guard({
      name: options.name,
      maxAttempts: Number.POSITIVE_INFINITY,
      breakAfterFailures: FAILURES_A_SHARD_TO_BREAK * maxConcurrentRequests,
      monotonicMillis: () => options.clock.monotonicMillis(),
      sleep: async (millis, signal) => {
        await wait(millis, signal, options.startTimer);
        signal.throwIfAborted();
      },
      ...options.guard,
      onBreakerChange: (isOpen) => {
        options.onBreakerChange(isOpen);
        if (isOpen && this.#lastFailure !== undefined) this.#goDown(this.#lastFailure);
      },
    });
  }

  /** Readings that have not been taken yet. */
  get waitingReadings(): number {
    return this.#shards.reduce((sum, { waitingReadings }) => sum + waitingReadings, 0);
  }

  get capacityReadings(): number {
    return this.#options.exporter.limits.maxBufferedReadings;
  }

  get isUp(): boolean {
    return !this.#isDown;
  }

  start(): void {
    this.#running = Promise.all(this.#shards.map(async (shard) => await shard.run()));
  }

  /** Copies the rows. A batch without rows is a heartbeat: it passes when everything before it has left. */
  offer(batch: ReadingBatch): void {
    if (this.#isDraining) return;
    if (batch.count === 0) return this.#mark(batch.receivedAtMillis);
    const { count, seriesIds, observedAtMillis, values } = batch;
    for (let row = 0; row < count; row += 1) {
      const seriesId = seriesIds[row] ?? 0;
      const shard = this.#shards[Math.abs(seriesId) % this.#shards.length];
      shard?.offer(seriesId, observedAtMillis[row] ?? 0, values[row] ?? 0);
    }
    this.#giveUp(this.#bufferedReadings() - this.capacityReadings);
  }

  /** Sends what it can within a few seconds; the rest is counted as lost here (the history has it). */
  async stop(): Promise<void> {
    this.#isDraining = true;
    for (const shard of this.#shards) shard.drain();
    const patience = new AbortController();
    await Promise.race([this.#running, wait(STOP_PATIENCE_MILLIS, patience.signal, this.#options.startTimer)]);
    patience.abort();
    this.#stopping.abort();
    this.#guard.stop();
    await this.#running;
    const left = this.#bufferedReadings();
    if (left > 0) this.#options.observer.lost('stopped', left, 'stopped');
    await this.#options.exporter.stop();
  }

  #createShard(): ExportShard {
    const { exporter, clock, startTimer, observer } = this.#options;
    return new ExportShard({
      limits: exporter.limits,
      clock,
      startTimer,
      stopping: this.#stopping.signal,
      send: async (rows) => await this.#send(rows),
      lost: observer.lost,
      down: (failure) => this.#goDown(failure),
      settled: () => this.#settled(),
    });
  }

  async #send(rows: ExportRows): Promise<Failure | undefined> {
    const { exporter, clock, observer, name } = this.#options;
    let startedAtMillis = 0;
    try {
      await this.#guard.run(async (signal) => {
        startedAtMillis = clock.monotonicMillis();
        await exporter.send(rows, signal).catch((cause: unknown) => {
          throw this.#noted(toFailure(cause, name));
        });
      });
    } catch (cause) {
      return toFailure(cause, name);
    }
    observer.sent(rows.count, (clock.monotonicMillis() - startedAtMillis) / 1000);
    this.#goUp();
    return undefined;
  }

  #noted(failure: Failure): Failure {
    this.#options.observer.failed(failure);
    this.#lastFailure = failure;
    return failure;
  }

  #goDown(failure: Failure): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#options.observer.down(failure);
  }

  #goUp(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#options.observer.up();
  }

  #bufferedReadings(): number {
    return this.#shards.reduce((sum, { bufferedReadings }) => sum + bufferedReadings, 0);
  }

  /** Of the fullest shard each time: its oldest waited longest, or its series speak most. */
  #giveUp(readings: number): void {
    if (readings <= 0) return;
    this.#isLosing = true;
    const why = `more than ${this.capacityReadings} readings wait for ${this.name}`;
    for (let left = readings; left > 0;) {
      const fullest: ExportShard = this.#shards.reduce((one, other) =>
        other.bufferedReadings > one.bufferedReadings ? other : one,
      );
      const share = Math.min(left, Math.max(1, Math.ceil(left / this.#shards.length)));
      left -= fullest.giveUp(share);
    }
    this.#options.observer.lost('buffer-full', readings, why);
  }

  #mark(insertedAtMillis: number): void {
    if (this.#marks.length < MAX_MARKS) {
      this.#marks.push({ positions: this.#shards.map(({ offered }) => offered), insertedAtMillis });
    }
    this.#passMarks();
  }

  #settled(): void {
    this.#passMarks();
    if (!this.#isLosing || this.#bufferedReadings() > this.capacityReadings / 2) return;
    this.#isLosing = false;
    this.#options.observer.relieved();
  }

  #passMarks(): void {
    const hasLeft = ({ positions }: Mark): boolean =>
      this.#shards.every(({ settled }, shard) => settled >= (positions[shard] ?? 0));
    const passed = this.#marks.findLastIndex(hasLeft);
    if (passed < 0) return;
    const mark = this.#marks[passed];
    this.#marks = this.#marks.slice(passed + 1);
    if (mark !== undefined) this.#options.observer.heartbeat(mark.insertedAtMillis);
  }
}

/** A heartbeat on its way: how much each shard had been offered before it. */
interface Mark {
  readonly positions: readonly number[];
  readonly insertedAtMillis: number;
}
