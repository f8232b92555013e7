import type { ReadingBatch } from '../../../core/reading-batch.ts';
import { SeededRandom } from '../../../analytics/test-support/seeded-random.ts';

export const START_MILLIS = 1_700_000_000_000;

/** One reading of each of many series, again and again: noise of healthy sensors, in the order of the series or in a new one each time. */
export class Readings implements ReadingBatch {
  readonly receivedAtMillis = 0;
  readonly seriesIds: Int32Array;
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  readonly #isShuffled: boolean;
  readonly #random = new SeededRandom(1);

  constructor(series: number, isShuffled: boolean) {
    this.seriesIds = Int32Array.from({ length: series }, (_, index) => index);
    this.observedAtMillis = new Float64Array(series);
    this.values = new Float64Array(series);
    this.#isShuffled = isShuffled;
  }

  get count(): number {
    return this.seriesIds.length;
  }

  /** The readings of a second: spread over its milliseconds when they come in any order, else all at its beginning. */
  moveTo(millis: number): void {
    if (this.#isShuffled) this.#shuffle();
    for (let row = 0; row < this.count; row += 1) {
      this.observedAtMillis[row] = millis + (this.#isShuffled ? Math.floor((row * 1000) / this.count) : 0);
      this.values[row] = 100 + this.#random.uniform() + this.#random.uniform();
    }
  }

  #shuffle(): void {
    for (let last = this.count - 1; last > 0; last -= 1) {
      const other = Math.floor(this.#random.uniform() * (last + 1));
      const seriesId = this.seriesIds[last] ?? 0;
      this.seriesIds[last] = this.seriesIds[other] ?? 0;
      this.seriesIds[other] = seriesId;
    }
  }
}
