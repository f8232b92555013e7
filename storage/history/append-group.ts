import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { Readings } from './journal.ts';

/** Appends that will share one commit: a copy of their rows, in columns that can change threads. */
export class AppendGroup {
  /** Settles with the commit, for every append of the group. */
  readonly committed: Promise<void>;
  readonly startedAtMonotonicMillis: number;
  #resolve: () => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;
  #columns: Readings;
  #count = 0;
  #receivedAtMillis = -Infinity;

  /** `columns` are reused for their room, not for what is in them. */
  constructor(columns: Readings, startedAtMonotonicMillis: number) {
    this.#columns = columns;
    this.startedAtMonotonicMillis = startedAtMonotonicMillis;
    this.committed = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get count(): number {
    return this.#count;
  }

  get receivedAtMillis(): number {
    return this.#receivedAtMillis;
  }

  get readings(): Readings {
    return { ...this.#columns, count: this.#count };
  }

  add(batch: ReadingBatch): void {
    const count = this.#count + batch.count;
    if (count > this.#columns.values.length) this.#columns = grow(this.#columns, this.#count, count);
    this.#columns.seriesIds.set(batch.seriesIds.subarray(0, batch.count), this.#count);
    this.#columns.observedAtMillis.set(batch.observedAtMillis.subarray(0, batch.count), this.#count);
    this.#columns.values.set(batch.values.subarray(0, batch.count), this.#count);
    this.#count = count;
    this.#receivedAtMillis = batch.receivedAtMillis;
  }

  resolve(): void {
    this.#resolve();
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}

export function makeColumns(capacity: number): Readings {
  return {
    count: 0,
    seriesIds: new Int32Array(capacity),
    observedAtMillis: new Float64Array(capacity),
    values: new Float64Array(capacity),
  };
}

function grow(columns: Readings, used: number, needed: number): Readings {
  const grown = makeColumns(Math.max(needed, columns.values.length * 2));
  grown.seriesIds.set(columns.seriesIds.subarray(0, used));
  grown.observedAtMillis.set(columns.observedAtMillis.subarray(0, used));
  grown.values.set(columns.values.subarray(0, used));
  return grown;
}
