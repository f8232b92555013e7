import type { DetectorState } from '../../../core/ports/detector.ts';
import { FloatRecords } from '../../state/float-records.ts';

const MEAN = 0;
const SQUARES = 1;
const READINGS = 2;
const OLDEST = 3;
const RING = 4;

/** When the squares shrink by more than this factor at once, too few of their digits are left to go on with. */
const CANCELLATION = 1e-3;

/**
 * Mean and population standard deviation of the latest readings of each slot. Welford's update with
 * removal: it works on differences from the mean, where running sums of squares lose every digit that
 * matters (1e8 + 0.1 sin). What rounding still adds up is gone once the ring has turned: then the
 * moments are taken afresh from the readings themselves.
 */
export class SlidingMoments {
  readonly #windowReadings: number;
  readonly #records: FloatRecords;

  constructor(windowReadings: number) {
    this.#windowReadings = windowReadings;
    this.#records = new FloatRecords(RING + windowReadings);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  add(slot: number, value: number): void {
    const readings = this.#records.get(slot, READINGS);
    if (readings < this.#windowReadings) this.#grow(slot, value, readings);
    else this.#slide(slot, value);
  }

  isFull(slot: number): boolean {
    return this.#records.get(slot, READINGS) === this.#windowReadings;
  }

  mean(slot: number): number {
    return this.#records.get(slot, MEAN);
  }

  standardDeviation(slot: number): number {
    return Math.sqrt(this.#records.get(slot, SQUARES) / this.#records.get(slot, READINGS));
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }

  #grow(slot: number, value: number, readings: number): void {
    const mean = this.#records.get(slot, MEAN);
    const newMean = mean + (value - mean) / (readings + 1);
    this.#records.set(slot, RING + readings, value);
    this.#records.set(slot, MEAN, newMean);
    this.#records.set(slot, SQUARES, this.#records.get(slot, SQUARES) + (value - mean) * (value - newMean));
    this.#records.set(slot, READINGS, readings + 1);
  }

  #slide(slot: number, value: number): void {
    const oldest = this.#records.get(slot, OLDEST);
    const removed = this.#records.get(slot, RING + oldest);
    const next = (oldest + 1) % this.#windowReadings;
    const mean = this.#records.get(slot, MEAN);
    const newMean = mean + (value - removed) / this.#windowReadings;
    const squares = this.#records.get(slot, SQUARES);
    const newSquares = squares + (value - removed) * (value - newMean + removed - mean);
    this.#records.set(slot, RING + oldest, value);
    this.#records.set(slot, OLDEST, next);
    if (next !== 0 && newSquares > CANCELLATION * squares) {
      this.#records.set(slot, MEAN, newMean);
      this.#records.set(slot, SQUARES, newSquares);
    } else {
      this.#takeAfresh(slot);
    }
  }

  #takeAfresh(slot: number): void {
    let sum = 0;
    for (let index = 0; index < this.#windowReadings; index += 1) sum += this.#records.get(slot, RING + index);
    const mean = sum / this.#windowReadings;
    let squares = 0;
    for (let index = 0; index < this.#windowReadings; index += 1) {
      squares += (this.#records.get(slot, RING + index) - mean) ** 2;
    }
    this.#records.set(slot, MEAN, mean);
    this.#records.set(slot, SQUARES, squares);
  }
}
