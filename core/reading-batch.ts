import type { SeriesId } from './series.ts';

/**
 * The unit that flows: columns of equal length, row i is one reading. Times are UTC epoch milliseconds.
 * A batch is immutable once built; whoever receives it may keep it, nobody may write to it.
 */
export interface ReadingBatch {
  readonly count: number;
  readonly seriesIds: Int32Array;
  /** Device clock, already checked to be plausible. */
  readonly observedAtMillis: Float64Array;
  /** Finite numbers only. */
  readonly values: Float64Array;
  /** One for the whole batch: its rows arrived within the same few milliseconds. */
  readonly receivedAtMillis: number;
}

/** Grows by doubling and is reused: no allocation for a reading, one copy for a batch. */
export class ReadingBatchBuilder {
  #seriesIds: Int32Array;
  #observedAtMillis: Float64Array;
  #values: Float64Array;
  #count = 0;

  constructor(capacity = 1024) {
    this.#seriesIds = new Int32Array(capacity);
    this.#observedAtMillis = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  add(seriesId: SeriesId, observedAtMillis: number, value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#seriesIds[this.#count] = seriesId;
    this.#observedAtMillis[this.#count] = observedAtMillis;
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** The rows so far as a batch of its own; the builder is empty again afterwards. */
  build(receivedAtMillis: number): ReadingBatch {
    const count = this.#count;
    this.#count = 0;
    return {
      count,
      seriesIds: this.#seriesIds.slice(0, count),
      observedAtMillis: this.#observedAtMillis.slice(0, count),
      values: this.#values.slice(0, count),
      receivedAtMillis,
    };
  }

  #grow(): void {
    const capacity = this.#values.length * 2;
    const seriesIds = new Int32Array(capacity);
    seriesIds.set(this.#seriesIds);
    const observedAtMillis = new Float64Array(capacity);
    observedAtMillis.set(this.#observedAtMillis);
    const values = new Float64Array(capacity);
    values.set(this.#values);
    this.#seriesIds = seriesIds;
    this.#observedAtMillis = observedAtMillis;
    this.#values = values;
  }
}
