import type { HistoryFile } from './history-file.ts';
import type { WorkerSettings } from './protocol.ts';

const MILLIS_PER_DAY = 86_400_000;

/**
 * Decides when the worker compacts, and does it a slice at a turn of the event loop: messages that came in
 * the meantime are handled first. One compaction at a time.
 */
export class CompactionSchedule {
  readonly #file: HistoryFile;
  readonly #settings: WorkerSettings;
  readonly #onFailure: (error: unknown) => void;
  #waitingReadings: number;
  #newestArrivalMillis = -Infinity;
  #running: Generator<void> | undefined;
  /** The last one failed: how much waits does not matter until the timer fires. */
  #isRetrying = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: HistoryFile, settings: WorkerSettings, onFailure: (error: unknown) => void) {
    this.#file = file;
    this.#settings = settings;
    this.#onFailure = onFailure;
    this.#waitingReadings = file.journalReadings();
    this.#startTimer();
  }

  /** `receivedAtMillis` is the clock that retention goes by: nothing expires while nothing arrives. */
  appended(count: number, receivedAtMillis: number): void {
    this.#waitingReadings += count;
    this.#newestArrivalMillis = receivedAtMillis;
    this.#startTimer();
    if (!this.#isRetrying && this.#waitingReadings >= this.#settings.compaction.segmentReadings) this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#running = undefined;
  }

  #startTimer(): void {
    if (this.#timer !== undefined || this.#running !== undefined || this.#waitingReadings === 0) return;
    this.#startAfter(this.#settings.sealAfterSeconds);
  }

  #startAfter(seconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, seconds * 1000);
  }

  #start(): void {
    if (this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waitingReadings = 0;
    this.#running = this.#file.compact(this.#newestArrivalMillis - this.#settings.retentionDays * MILLIS_PER_DAY);
    this.#continueLater();
  }

  #continueLater(): void {
    setImmediate(() => {
      try {
        if (this.#running === undefined) return;
        if (this.#running.next().done === true) this.#finish();
        else this.#continueLater();
      } catch (error) {
        this.#retryLater(error);
      }
    });
  }

  #finish(): void {
    this.#running = undefined;
    this.#isRetrying = false;
    this.#startTimer();
  }

  #retryLater(error: unknown): void {
    this.#running = undefined;
    this.#isRetrying = true;
    this.#startAfter(this.#settings.retrySeconds);
    this.#onFailure(error);
  }
}
