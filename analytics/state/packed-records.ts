import type { DetectorState } from '../../core/ports/detector.ts';
import { grownCapacity } from './capacity.ts';
import { savedArray } from './saved-state.ts';

/**
 * A record of fixed length for each slot, side by side, with fields of 8 and of 4 bytes, so that judging one reading touches
 * one cache line. Three views of the same memory: field f of slot s is `doubles[(s * bytes) / 8 + f]` for fields of 8 bytes,
 * `floats` and `integers[(s * bytes) / 4 + f]` for those of 4. Starts as zeros, never shrinks; other arrays after `ensureSlots`.
 */
export class PackedRecords {
  readonly #bytesPerSlot: number;
  #capacity = 0;
  #bytes = new Uint8Array(0);
  doubles = new Float64Array(0);
  floats = new Float32Array(0);
  integers = new Int32Array(0);

  /** `bytesPerSlot` must be a multiple of 8; of 64, or a power of 2, where no record is to lie across two lines. */
  constructor(bytesPerSlot: number) {
    this.#bytesPerSlot = bytesPerSlot;
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, slots);
    const larger = new Uint8Array(this.#capacity * this.#bytesPerSlot);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.doubles = new Float64Array(larger.buffer);
    this.floats = new Float32Array(larger.buffer);
    this.integers = new Int32Array(larger.buffer);
  }

  /** A view of the records of slots 0 to `slots - 1`, in the byte order of this machine. */
  save(slots: number): Uint8Array {
    this.ensureSlots(slots);
    return this.#bytes.subarray(0, slots * this.#bytesPerSlot);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    const saved = savedArray(state, name, Uint8Array, slots * this.#bytesPerSlot);
    this.ensureSlots(slots);
    this.#bytes.set(saved);
  }
}
