import type { DetectorState } from '../../core/ports/detector.ts';
import { grownCapacity } from './capacity.ts';
import { savedArray } from './saved-state.ts';

/**
 * A fixed number of 64-bit numbers for each slot, side by side so that judging one reading touches few
 * cache lines. Starts as zeros, never shrinks.
 */
export class FloatRecords {
  readonly #fieldsPerSlot: number;
  #numbers = new Float64Array(0);
  #capacity = 0;

  constructor(fieldsPerSlot: number) {
    this.#fieldsPerSlot = fieldsPerSlot;
  }

  /** All of them, for loops over many slots: field f of slot s is at `s * fieldsPerSlot + f`. Another array after `ensureSlots`. */
  get numbers(): Float64Array {
    return this.#numbers;
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, slots);
    const larger = new Float64Array(this.#capacity * this.#fieldsPerSlot);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  get(slot: number, field: number): number {
    return this.#numbers[slot * this.#fieldsPerSlot + field] ?? NaN;
  }

  set(slot: number, field: number, value: number): void {
    this.#numbers[slot * this.#fieldsPerSlot + field] = value;
  }

  /** A view of the records of slots 0 to `slots - 1`. */
  save(slots: number): Float64Array {
    this.ensureSlots(slots);
    return this.#numbers.subarray(0, slots * this.#fieldsPerSlot);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    const saved = savedArray(state, name, Float64Array, slots * this.#fieldsPerSlot);
    this.ensureSlots(slots);
    this.#numbers.set(saved);
  }
}
