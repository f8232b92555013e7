import type { DetectorState, SlotRows } from '../../../core/ports/detector.ts';
import { grownCapacity } from '../../state/capacity.ts';
import type { PackedRecords } from '../../state/packed-records.ts';
import { savedArray } from '../../state/saved-state.ts';

/** When the squares shrink by more than this factor at once, too few of their digits are left to go on with. */
const CANCELLATION = 1e-3;

/** Fields of 8 bytes: the mean, the sum of the squared distances from it, and both of the readings since place 0. */
const MEAN = 0;
const SQUARES = 1;
const TURN_MEAN = 2;
const TURN_SQUARES = 3;
/** Fields of 4 bytes: the place in the window that the next reading takes, and whether the window has been full. */
const PLACE = 8;
const IS_FULL = 9;
export const FIRST_FREE_FLOAT = 10;

export const MOMENT_RECORD_BYTES = 64;
const DOUBLES = MOMENT_RECORD_BYTES / 8;
export const FLOATS = MOMENT_RECORD_BYTES / 4;

/** How full a window is after a reading. */
const FILLING = 0;
export const JUST_FULL = 1;
export const WAS_FULL = 2;

/** Row i of each column is about row i of what was added. */
export interface MomentColumns {
  readonly meanBefore: Float64Array;
  readonly mean: Float64Array;
  /** The population standard deviation of the window, which may not be full yet. */
  readonly deviation: Float64Array;
  readonly window: Uint8Array;
}

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
  #readings = new Float64Array(0);
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
    this.#readings = larger;
    this.#capacity = capacity;
  }

  /** Takes rows one after the other, and writes of each what its slot's moments were and have become. */
  addRows({ count, slots, values }: SlotRows, { doubles, integers }: PackedRecords, moments: MomentColumns): void {
    const { meanBefore, mean, deviation, window } = moments;
    const readings = this.#readings;
    const capacity = this.#capacity;
    const shares = this.#shares;
    const share = this.#share;
    const lastPlace = this.#windowReadings - 1;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const value = values[row] ?? 0;
      const at = slot * DOUBLES;
      const at4 = slot * FLOATS;
      const place = integers[at4 + PLACE] ?? 0;
      const wasFull = integers[at4 + IS_FULL] === 1;
      const removed = readings[place * capacity + slot] ?? 0;
      readings[place * capacity + slot] = value;
      const turnMean = doubles[at + TURN_MEAN] ?? 0;
      const nextMean = turnMean + (value - turnMean) * (shares[place] ?? 0);
      const nextSquares = (doubles[at + TURN_SQUARES] ?? 0) + (value - turnMean) * (value - nextMean);
      const oldMean = doubles[at + MEAN] ?? 0;
      let newMean = nextMean;
      let squares = nextSquares;
      if (place === lastPlace) {
        integers[at4 + IS_FULL] = 1;
        integers[at4 + PLACE] = 0;
        doubles[at + TURN_MEAN] = 0;
        doubles[at + TURN_SQUARES] = 0;
      } else {
        integers[at4 + PLACE] = place + 1;
        doubles[at + TURN_MEAN] = nextMean;
        doubles[at + TURN_SQUARES] = nextSquares;
        if (wasFull) {
          const oldSquares = doubles[at + SQUARES] ?? 0;
          newMean = oldMean + (value - removed) * share;
          squares = oldSquares + (value - removed) * (value - newMean + removed - oldMean);
          if (squares <= CANCELLATION * oldSquares && value !== removed) {
            this.#takeAfresh(doubles, slot);
            newMean = doubles[at + MEAN] ?? 0;
            squares = doubles[at + SQUARES] ?? 0;
          }
        }
      }
      doubles[at + MEAN] = newMean;
      doubles[at + SQUARES] = squares;
      meanBefore[row] = oldMean;
      mean[row] = newMean;
      deviation[row] = Math.sqrt(squares * (wasFull ? share : (shares[place] ?? 0)));
      window[row] = wasFull ? WAS_FULL : place === lastPlace ? JUST_FULL : FILLING;
    }
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
    for (let cell = slot; cell < end; cell += this.#capacity) sum += this.#readings[cell] ?? 0;
    const mean = sum / this.#windowReadings;
    let squares = 0;
    for (let cell = slot; cell < end; cell += this.#capacity) squares += ((this.#readings[cell] ?? 0) - mean) ** 2;
    doubles[slot * DOUBLES + MEAN] = mean;
    doubles[slot * DOUBLES + SQUARES] = squares;
  }

  #row(place: number, slots: number): Float64Array {
    return this.#readings.subarray(place * this.#capacity, place * this.#capacity + slots);
  }
}
