import type { DetectorState } from '../../../core/ports/detector.ts';
import { grownCapacity } from '../../state/capacity.ts';
import { savedArray } from '../../state/saved-state.ts';

/** When the squares shrink by more than this factor at once, too few of their digits are left to go on with. */
const CANCELLATION = 1e-3;

/** Fields of 8 bytes: the mean, the sum of the squared distances from it, and both of the readings since place 0. */
export const MEAN = 0;
const SQUARES = 1;
const TURN_MEAN = 2;
const TURN_SQUARES = 3;
/** Fields of 4 bytes: the place in the window that the next reading takes, and whether the window has been full. */
const PLACE = 8;
export const IS_FULL = 9;
export const FIRST_FREE_FLOAT = 10;

export const MOMENT_RECORD_BYTES = 64;
export const DOUBLES = MOMENT_RECORD_BYTES / 8;
export const FLOATS = MOMENT_RECORD_BYTES / 4;

/**
 * Mean and squares of the latest readings of each slot, by Welford's update with removal: it works on differences from the
 * mean, where running sums of squares lose every digit that matters (1e8 + 0.1 sin). What rounding adds up is gone once the
 * window has turned: the moments that were begun with the turn are then those of its readings, and nothing was taken off them.
 *
 * The moments are in the detector's own packed records, of `MOMENT_RECORD_BYTES`, all zeros at first; the readings are kept
 * here, one row a place in the window, contiguous over slots.
 */
export class SlidingMoments {
  readonly #windowReadings: number;
  /** 1, 1/2, 1/3, …: the share of the reading at each place in the mean of its turn. */
  readonly #shares: Float64Array;
  /** 1 / windowReadings. */
  readonly #share: number;
  #window = new Float64Array(0);
  #capacity = 0;

  constructor(windowReadings: number) {
    this.#windowReadings = windowReadings;
    this.#share = 1 / windowReadings;
    this.#shares = Float64Array.from({ length: windowReadings }, (_, place) => 1 / (place + 1));
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    const capacity = grownCapacity(this.#capacity, slots);
    const larger = new Float64Array(capacity * this.#windowReadings);
    for (let place = 0; place < this.#windowReadings; place += 1) {
      larger.set(this.#row(place, this.#capacity), place * capacity);
    }
    this.#window = larger;
    this.#capacity = capacity;
  }

  /** Takes a reading of a slot and returns the population standard deviation of the window, which may not be full yet. */
  add(doubles: Float64Array, integers: Int32Array, slot: number, value: number): number {
    const window = this.#window;
    const at = slot * DOUBLES;
    const at4 = slot * FLOATS;
    const place = integers[at4 + PLACE] ?? 0;
    const isFull = integers[at4 + IS_FULL] === 1;
    const cell = place * this.#capacity + slot;
    const removed = window[cell] ?? 0;
    window[cell] = value;
    const turnMean = doubles[at + TURN_MEAN] ?? 0;
    const nextMean = turnMean + (value - turnMean) * (this.#shares[place] ?? 0);
    const nextSquares = (doubles[at + TURN_SQUARES] ?? 0) + (value - turnMean) * (value - nextMean);
    const isTurned = place + 1 === this.#windowReadings;
    integers[at4 + PLACE] = isTurned ? 0 : place + 1;
    doubles[at + TURN_MEAN] = isTurned ? 0 : nextMean;
    doubles[at + TURN_SQUARES] = isTurned ? 0 : nextSquares;
    if (isTurned || !isFull) {
      if (isTurned) integers[at4 + IS_FULL] = 1;
      doubles[at + MEAN] = nextMean;
      doubles[at + SQUARES] = nextSquares;
      return Math.sqrt(nextSquares * (this.#shares[place] ?? 0));
    }
    const mean = doubles[at + MEAN] ?? 0;
    const squares = doubles[at + SQUARES] ?? 0;
    const slidMean = mean + (value - removed) * this.#share;
    const slidSquares = squares + (value - removed) * (value - slidMean + removed - mean);
    doubles[at + MEAN] = slidMean;
    doubles[at + SQUARES] = slidSquares;
    if (slidSquares > CANCELLATION * squares || value === removed) return Math.sqrt(slidSquares * this.#share);
    this.#takeAfresh(doubles, slot);
    return Math.sqrt((doubles[at + SQUARES] ?? 0) * this.#share);
  }

  /** A view of each row, by name and number: `recent/17`. */
  save(name: string, slots: number): [string, Float64Array][] {
    this.ensureSlots(slots);
    return Array.from({ length: this.#windowReadings }, (_, place) => [`${name}/${place}`, this.#row(place, slots)]);
  }

  /** Takes the rows of that name and returns their full names. */
  restore(state: DetectorState, name: string, slots: number): string[] {
    this.ensureSlots(slots);
    return Array.from({ length: this.#windowReadings }, (_, place) => {
      const rowName = `${name}/${place}`;
      this.#row(place, slots).set(savedArray(state, rowName, Float64Array, slots));
      return rowName;
    });
  }

  #takeAfresh(doubles: Float64Array, slot: number): void {
    const end = this.#windowReadings * this.#capacity;
    let sum = 0;
    for (let cell = slot; cell < end; cell += this.#capacity) sum += this.#window[cell] ?? 0;
    const mean = sum / this.#windowReadings;
    let squares = 0;
    for (let cell = slot; cell < end; cell += this.#capacity) squares += ((this.#window[cell] ?? 0) - mean) ** 2;
    doubles[slot * DOUBLES + MEAN] = mean;
    doubles[slot * DOUBLES + SQUARES] = squares;
  }

  #row(place: number, slots: number): Float64Array {
    return this.#window.subarray(place * this.#capacity, place * this.#capacity + slots);
  }
}
