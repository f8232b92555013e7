import type { Failure } from '../../core/failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Exporter, ExportRows } from '../../core/ports/exporter.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import { Guard, toFailure, type GuardOptions } from '../../runtime/guard.ts';
import { wait, type StartTimer } from '../../runtime/timer.ts';
import { ReadingBuffer } from './reading-buffer.ts';
import { rowsSince, sliceRows } from './row-selection.ts';

/** Why readings will never reach a service: `too-old` for it, `refused` by it, `buffer-full` while it was down, `stopped` before they were sent. */
export const EXPORT_LOSSES = ['too-old', 'refused', 'buffer-full', 'stopped'] as const;
export type ExportLoss = (typeof EXPORT_LOSSES)[number];

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

/** A service that refuses everything it is sent must not cost a request a reading. */
const MAX_REQUESTS_FOR_REFUSED = 64;
/** What may be mended at the other end, such as a password, is tried again so often. */
const HOLD_MILLIS = 30_000;
/** How long the end of the process waits for the last readings to be taken. */
const STOP_PATIENCE_MILLIS = 3000;
const MAX_MARKS = 100;

/**
 * The way of readings to one service: gathers them, sends them one request after the other in their order, keeps them while the
 * service is down, and gives up the oldest when that lasts too long. Never holds up whoever offers.
 */
export class ExportLane {
  readonly name: string;
  readonly #options: LaneOptions;
  readonly #buffer: ReadingBuffer;
  readonly #guard: Guard;
  readonly #stopping = new AbortController();
  #marks: { readonly position: number; readonly insertedAtMillis: number }[] = [];
  #offered = 0;
  #settled = 0;
  #inFlight = 0;
  #lastFailure: Failure | undefined;
  #isDown = false;
  #isLosing = false;
  #isDraining = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LaneOptions) {
    this.name = options.name;
    this.#options = options;
    this.#buffer = new ReadingBuffer(options.exporter.limits.maxBufferedReadings);
    this.#guard = new Guard({
      name: options.name,
      maxAttempts: Number.POSITIVE_INFINITY,
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
    return this.#buffer.count + this.#inFlight;
  }

  get capacityReadings(): number {
    return this.#options.exporter.limits.maxBufferedReadings;
  }

  get isUp(): boolean {
    return !this.#isDown;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Copies the rows. A batch without rows is a heartbeat: it passes when everything before it has left. */
  offer(batch: ReadingBatch): void {
    if (this.#isDraining) return;
    if (batch.count === 0) {
      if (this.#marks.length < MAX_MARKS) {
        this.#marks.push({ position: this.#offered, insertedAtMillis: batch.receivedAtMillis });
      }
      this.#passMarks();
      return;
    }
    this.#offered += batch.count;
    const givenUp = this.#buffer.push(batch);
    if (givenUp > 0) this.#giveUp(givenUp);
    if (this.#buffer.count >= this.#options.exporter.limits.maxReadingsPerRequest) this.#wake();
  }

  /** Sends what it can within a few seconds; the rest is counted as lost here (the history has it). */
  async stop(): Promise<void> {
    this.#isDraining = true;
    this.#wake();
    const patience = new AbortController();
    await Promise.race([this.#running, wait(STOP_PATIENCE_MILLIS, patience.signal, this.#options.startTimer)]);
    patience.abort();
    this.#stopping.abort();
    this.#guard.stop();
    await this.#running;
    if (this.#buffer.count > 0)
      this.#lose('stopped', this.#buffer.take(Infinity).count + this.#buffer.count, 'stopped');
    await this.#options.exporter.stop();
  }

  async #run(): Promise<void> {
    const { limits } = this.#options.exporter;
    while (!this.#stopping.signal.aborted) {
      if (this.#buffer.count < limits.maxReadingsPerRequest && !this.#isDraining) await this.#gather();
      if (this.#buffer.count === 0 && this.#isDraining) return;
      const rows = this.#buffer.take(limits.maxReadingsPerRequest);
      this.#inFlight = rows.count;
      await this.#deliver(this.#youngEnough(rows), { requestsLeft: MAX_REQUESTS_FOR_REFUSED });
      this.#inFlight = 0;
      this.#settle(rows.count);
    }
  }

  /** Until a request is full or the first reading has waited long enough. */
  async #gather(): Promise<void> {
    const gathered = new AbortController();
    this.#wake = () => gathered.abort();
    const { exporter, startTimer } = this.#options;
    await wait(exporter.limits.flushSeconds * 1000, gathered.signal, startTimer);
  }

  #youngEnough(rows: ExportRows): ExportRows {
    const { maxAgeSeconds } = this.#options.exporter.limits;
    if (maxAgeSeconds === undefined) return rows;
    const young = rowsSince(rows, this.#options.clock.nowMillis() - maxAgeSeconds * 1000);
    if (young.count < rows.count) this.#lose('too-old', rows.count - young.count, `older than ${maxAgeSeconds} s`);
    return young;
  }

  /** Returns when every row was taken, refused for good, or the lane stops. */
  async #deliver(rows: ExportRows, budget: { requestsLeft: number }): Promise<void> {
    while (rows.count > 0) {
      const failure = await this.#send(rows);
      budget.requestsLeft -= 1;
      if (failure === undefined) return;
      if (this.#stopping.signal.aborted) return this.#lose('stopped', rows.count, failure.message);
      if (failure.reason === 'client') return await this.#findRefused(rows, failure, budget);
      this.#goDown(failure);
      await wait(HOLD_MILLIS, this.#stopping.signal, this.#options.startTimer);
    }
  }

  /** Halves what was refused until what is left is to blame, or until that has cost too much. */
  async #findRefused(rows: ExportRows, failure: Failure, budget: { requestsLeft: number }): Promise<void> {
    if (rows.count === 1 || budget.requestsLeft <= 0) return this.#lose('refused', rows.count, failure.message);
    const middle = Math.ceil(rows.count / 2);
    await this.#deliver(sliceRows(rows, 0, middle), budget);
    await this.#deliver(sliceRows(rows, middle, rows.count), budget);
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

  #giveUp(readings: number): void {
    this.#isLosing = true;
    this.#settle(readings);
    this.#lose('buffer-full', readings, `more than ${this.capacityReadings} readings wait for ${this.name}`);
  }

  #lose(loss: ExportLoss, readings: number, why: string): void {
    this.#options.observer.lost(loss, readings, why);
  }

  #settle(readings: number): void {
    this.#settled += readings;
    this.#passMarks();
    if (!this.#isLosing || this.#buffer.count > this.capacityReadings / 2) return;
    this.#isLosing = false;
    this.#options.observer.relieved();
  }

  #passMarks(): void {
    const passed = this.#marks.findLastIndex(({ position }) => position <= this.#settled);
    if (passed < 0) return;
    const mark = this.#marks[passed];
    this.#marks = this.#marks.slice(passed + 1);
    if (mark !== undefined) this.#options.observer.heartbeat(mark.insertedAtMillis);
  }
}
