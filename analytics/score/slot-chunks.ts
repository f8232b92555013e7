import type { DetectorState } from '../../core/ports/detector.ts';
import { expectNoOthers, savedArray } from '../state/saved-state.ts';
import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** A power of two, so that a slot finds its chunk by shifting. */
const SLOT_BITS = 7;
const SLOTS_PER_CHUNK = 2 ** SLOT_BITS;

interface Chunk {
  readonly wide: Float64Array;
  readonly narrow: Float32Array;
  readonly counts: Uint16Array;
}

/** The numbers of all slots, a chunk of slots at a time: growing copies nothing and leaves little unused. */
export class SlotChunks {
  readonly #layout: SlotLayout;
  readonly #chunks: Chunk[] = [];

  constructor(layout: SlotLayout) {
    this.#layout = layout;
  }

  /** Never shrinks; new slots are all zeros. */
  ensureSlots(slots: number): void {
    const { wide, narrow, counts } = this.#layout;
    while (this.#chunks.length * SLOTS_PER_CHUNK < slots) {
      this.#chunks.push({
        wide: new Float64Array(SLOTS_PER_CHUNK * wide),
        narrow: new Float32Array(SLOTS_PER_CHUNK * narrow),
        counts: new Uint16Array(SLOTS_PER_CHUNK * counts),
      });
    }
  }

  moveTo(slot: number, memory: SlotMemory): void {
    const chunk = this.#chunks[slot >> SLOT_BITS];
    if (chunk === undefined) throw new RangeError(`There is no slot ${slot}.`);
    const row = slot & (SLOTS_PER_CHUNK - 1);
    memory.wide = chunk.wide;
    memory.narrow = chunk.narrow;
    memory.counts = chunk.counts;
    memory.wideBase = row * this.#layout.wide;
    memory.narrowBase = row * this.#layout.narrow;
    memory.countsBase = row * this.#layout.counts;
  }

  /** Views of the numbers of slots 0 to `slots - 1`, chunk by chunk. */
  save(slots: number): DetectorState {
    this.ensureSlots(slots);
    const state = new Map<string, Float64Array | Float32Array | Uint16Array>();
    for (const [index, length] of chunkLengths(slots).entries()) {
      const chunk = this.#chunks[index];
      if (chunk === undefined) continue;
      state.set(`wide-${index}`, chunk.wide.subarray(0, length * this.#layout.wide));
      state.set(`narrow-${index}`, chunk.narrow.subarray(0, length * this.#layout.narrow));
      state.set(`counts-${index}`, chunk.counts.subarray(0, length * this.#layout.counts));
    }
    return state;
  }

  /** Throws Failure when the state is not one of so many slots. */
  restore(state: DetectorState, slots: number): void {
    this.ensureSlots(slots);
    const names = new Set<string>();
    for (const [index, length] of chunkLengths(slots).entries()) {
      const { wide, narrow, counts } = this.#layout;
      const savedWide = savedArray(state, `wide-${index}`, Float64Array, length * wide);
      const savedNarrow = savedArray(state, `narrow-${index}`, Float32Array, length * narrow);
      const savedCounts = savedArray(state, `counts-${index}`, Uint16Array, length * counts);
      this.#chunks[index]?.wide.set(savedWide);
      this.#chunks[index]?.narrow.set(savedNarrow);
      this.#chunks[index]?.counts.set(savedCounts);
      for (const name of [`wide-${index}`, `narrow-${index}`, `counts-${index}`]) names.add(name);
    }
    expectNoOthers(state, names);
  }
}

/** How many slots lie in each chunk. */
function chunkLengths(slots: number): number[] {
  const chunks = Math.ceil(slots / SLOTS_PER_CHUNK);
  return Array.from({ length: chunks }, (_, index) => Math.min(SLOTS_PER_CHUNK, slots - index * SLOTS_PER_CHUNK));
}
