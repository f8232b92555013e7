import type { DetectorState } from '../../../core/ports/detector.ts';
import { grownCapacity } from '../../state/capacity.ts';
import { savedArray } from '../../state/saved-state.ts';

/** When the squares shrink by more than this factor at once, too few of their digits are left to go on with. */
const CANCELLATION = 1e-3;

/** 1 once the window has been full. */
export const IS_FULL = 0;
/** The place in the window that the next reading takes. */
const PLACE = 1;
export const MEAN = 2;
/** The sum of the squared distances from the mean. */
export const SQUARES = 3;
/** Mean and squares of the readings since place 0. */
const TURN_MEAN = 4;
const TURN_SQUARES = 5;
export const MOMENT_FIELDS = 6;

/**
 * Mean and squares of the latest readings of each slot, by Welford's update with removal: it works on differences from the
 * mean, where running sums of squares lose every digit that matters (1e8 + 0.1 sin). What rounding adds up is gone once the
 * window has turned: the moments that were begun with the turn are then those of its readings, and nothing was taken off them.
 *
 * The moments are `MOMENT_FIELDS` numbers of the detector's own record, from `at` on, all zeros at first; the readings are
 * kept here, one row a place in the window, contiguous over slots.
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

  /** Takes a reading of a slot; true when the window is full. */
  add(records: Float64Array, at: number, slot: number, value: number): boolean {
    const window = this.#window;
    const place = records[at + PLACE] ?? 0;
    const cell = place * this.#capacity + slot;
    const removed = window[cell] ?? 0;
    window[cell] = value;
    const turnMean = records[at + TURN_MEAN] ?? 0;
    const nextMean = turnMean + (value - turnMean) * (this.#shares[place] ?? 0);
    const nextSquares = (records[at + TURN_SQUARES] ?? 0) + (value - turnMean) * (value - nextMean);
    if (place + 1 === this.#windowReadings) {
      records[at + IS_FULL] = 1;
      records[at + PLACE] = 0;
      records[at + MEAN] = nextMean;
      records[at + SQUARES] = nextSquares;
      records[at + TURN_MEAN] = 0;
      records[at + TURN_SQUARES] = 0;
      return true;
    }
    records[at + PLACE] = place + 1;
    records[at + TURN_MEAN] = nextMean;
    records[at + TURN_SQUARES] = nextSquares;
    if (records[at + IS_FULL] === 0) {
      records[at + MEAN] = nextMean;
      records[at + SQUARES] = nextSquares;
      return false;
    }
    const mean = records[at + MEAN] ?? 0;
    const squares = records[at + SQUARES] ?? 0;
    const slidMean = mean + (value - removed) * this.#share;
    const slidSquares = squares + (value - removed) * (value - slidMean + removed - mean);
    records[at + MEAN] = slidMean;
    records[at + SQUARES] = slidSquares;
    if (!(slidSquares > CANCELLATION * squares) && value !== removed) this.#takeAfresh(records, at, slot);
    return true;
  }

  /** Of the readings so far, or of the full window. */
  standardDeviation(records: Float64Array, at: number): number {
    const readings = records[at + IS_FULL] === 0 ? (records[at + PLACE] ?? 0) : this.#windowReadings;
    return Math.sqrt((records[at + SQUARES] ?? 0) / readings);
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

  #takeAfresh(records: Float64Array, at: number, slot: number): void {
    const end = this.#windowReadings * this.#capacity;
    let sum = 0;
    for (let cell = slot; cell < end; cell += this.#capacity) sum += this.#window[cell] ?? 0;
    const mean = sum / this.#windowReadings;
    let squares = 0;
    for (let cell = slot; cell < end; cell += this.#capacity) squares += ((this.#window[cell] ?? 0) - mean) ** 2;
    records[at + MEAN] = mean;
    records[at + SQUARES] = squares;
  }

  #row(place: number, slots: number): Float64Array {
    return this.#window.subarray(place * this.#capacity, place * this.#capacity + slots);
  }
}
