import type { Failure } from '../../core/failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ExporterLimits, ExportRows } from '../../core/ports/exporter.ts';
import type { SeriesId } from '../../core/series.ts';
import { wait, type StartTimer } from '../../runtime/timer.ts';
import type { ExportLoss } from './export-loss.ts';
import { ReadingBuffer } from './reading-buffer.ts';
import { rowsSince, sliceRows } from './row-selection.ts';

export interface ShardOptions {
  readonly limits: ExporterLimits;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** Aborts when the lane stops for good. */
  readonly stopping: AbortSignal;
  /** Tries as long as it makes sense; resolves with why it was not taken. */
  readonly send: (rows: ExportRows) => Promise<Failure | undefined>;
  readonly lost: (loss: ExportLoss, readings: number, why: string) => void;
  /** The service does not take anything until somebody mends it. */
  readonly down: (failure: Failure) => void;
  readonly settled: () => void;
}

/** A service that refuses everything it is sent must not cost a request a reading. */
const MAX_REQUESTS_FOR_REFUSED = 64;
/** What may be mended at the other end, such as a password, is tried again so often. */
const HOLD_MILLIS = 30_000;

/** The readings of some series on their way to one service: one request after the other, in the order in which they came. */
export class ExportShard {
  readonly #options: ShardOptions;
  readonly #buffer: ReadingBuffer;
  #offered = 0;
  #settled = 0;
  #inFlight = 0;
  #isDraining = false;
  #wake: () => void = () => undefined;

  constructor(options: ShardOptions) {
    this.#options = options;
    this.#buffer = new ReadingBuffer(options.limits.maxReadingsPerRequest);
  }

  get bufferedReadings(): number {
    return this.#buffer.count;
  }

  /** Readings that have not been taken yet. */
  get waitingReadings(): number {
    return this.#buffer.count + this.#inFlight;
  }

  /** How many readings it was ever offered. */
  get offered(): number {
    return this.#offered;
  }

  /** How many of them were taken or lost. */
  get settled(): number {
    return this.#settled;
  }

  offer(seriesId: SeriesId, observedAtMillis: number, value: number): void {
    this.#offered += 1;
    this.#buffer.add(seriesId, observedAtMillis, value);
    if (this.#buffer.count === this.#options.limits.maxReadingsPerRequest) this.#wake();
  }

  /** Takes the oldest out of the buffer, unsent; how many there were, at most `most`. */
  giveUp(most: number): number {
    const readings = this.#buffer.giveUp(most);
    this.#settle(readings);
    return readings;
  }

  /** `run` ends when everything was sent. */
  drain(): void {
    this.#isDraining = true;
    this.#wake();
  }

  async run(): Promise<void> {
    const { limits, stopping } = this.#options;
    while (!stopping.aborted) {
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
    const { limits, startTimer } = this.#options;
    await wait(limits.flushSeconds * 1000, gathered.signal, startTimer);
  }

  #youngEnough(rows: ExportRows): ExportRows {
    const { limits, clock, lost } = this.#options;
    if (limits.maxAgeSeconds === undefined) return rows;
    const young = rowsSince(rows, clock.nowMillis() - limits.maxAgeSeconds * 1000);
    if (young.count < rows.count) lost('too-old', rows.count - young.count, `older than ${limits.maxAgeSeconds} s`);
    return young;
  }

  /** Returns when every row was taken, refused for good, or the lane stops. */
  async #deliver(rows: ExportRows, budget: { requestsLeft: number }): Promise<void> {
    const { send, stopping, lost, down, startTimer } = this.#options;
    while (rows.count > 0) {
      const failure = await send(rows);
      budget.requestsLeft -= 1;
      if (failure === undefined) return;
      if (stopping.aborted) return lost('stopped', rows.count, failure.message);
      if (failure.reason === 'client') return await this.#findRefused(rows, failure, budget);
      down(failure);
      await wait(HOLD_MILLIS, stopping, startTimer);
    }
  }

  /** Halves what was refused until what is left is to blame, or until that has cost too much. */
  async #findRefused(rows: ExportRows, failure: Failure, budget: { requestsLeft: number }): Promise<void> {
    if (rows.count === 1 || budget.requestsLeft <= 0) {
      return this.#options.lost('refused', rows.count, failure.message);
    }
    const middle = Math.ceil(rows.count / 2);
    await this.#deliver(sliceRows(rows, 0, middle), budget);
    await this.#deliver(sliceRows(rows, middle, rows.count), budget);
  }

  #settle(readings: number): void {
    this.#settled += readings;
    this.#options.settled();
  }
}
