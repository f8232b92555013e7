import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** Powers of two, so that a block finds its place by masking. */
export const BLOCK_ROWS = 8;
const BLOCKS = 128;
const EXTREME_BLOCKS = 32;

/** So many whole blocks, the newest of which ended `lag` blocks ago. */
interface Stretch {
  readonly blocks: number;
  readonly lag: number;
}
/** What is known of each stretch: its mean, then its deviation. */
const STRETCHES: readonly Stretch[] = [
  { blocks: 8, lag: 1 },
  { blocks: 8, lag: 2 },
  { blocks: 24, lag: 3 },
  { blocks: 32, lag: 4 },
  { blocks: 12, lag: 0 },
  { blocks: 96, lag: 12 },
];
export const MEAN_BEFORE_8 = 0;
export const DEVIATION_BEFORE_8 = 1;
export const DEVIATION_BEFORE_16 = 3;
export const MEAN_BEFORE_24 = 4;
export const DEVIATION_BEFORE_32 = 7;
export const MEAN_96 = 8;
export const MEAN_BEFORE_96 = 10;
export const SMALLEST_40 = 12;
export const LARGEST_40 = 13;
export const SMALLEST_184 = 14;
export const LARGEST_184 = 15;
const FACTS = 16;

/** Sums, squares and extremes of the last thousand rows, eight at a time. */
export class RowBlocks {
  readonly #sumsAt: number;
  readonly #squaresAt: number;
  readonly #smallestAt: number;
  readonly #largestAt: number;
  readonly #factsAt: number;

  constructor(layout: SlotLayout) {
    this.#sumsAt = layout.takeNarrow(BLOCKS);
    this.#squaresAt = layout.takeNarrow(BLOCKS);
    this.#smallestAt = layout.takeNarrow(EXTREME_BLOCKS);
    this.#largestAt = layout.takeNarrow(EXTREME_BLOCKS);
    this.#factsAt = layout.takeNarrow(FACTS);
  }

  /** Where the facts of the slot begin among its narrow numbers. */
  factsAt({ narrowBase }: SlotMemory): number {
    return narrowBase + this.#factsAt;
  }

  /** Takes in the block that ends here, and looks back anew. */
  close(memory: SlotMemory, block: number, mean: number, deviation: number, smallest: number, largest: number): void {
    const { narrow, narrowBase } = memory;
    narrow[narrowBase + this.#sumsAt + (block & (BLOCKS - 1))] = BLOCK_ROWS * mean;
    narrow[narrowBase + this.#squaresAt + (block & (BLOCKS - 1))] = BLOCK_ROWS * deviation * deviation;
    narrow[narrowBase + this.#smallestAt + (block & (EXTREME_BLOCKS - 1))] = smallest;
    narrow[narrowBase + this.#largestAt + (block & (EXTREME_BLOCKS - 1))] = largest;
    for (let stretch = 0; stretch < STRETCHES.length; stretch += 1) {
      this.#addUp(memory, block, STRETCHES[stretch]?.blocks ?? 0, STRETCHES[stretch]?.lag ?? 0, 2 * stretch);
    }
    this.#lookForExtremes(memory, block);
  }

  #addUp({ narrow, narrowBase }: SlotMemory, block: number, blocks: number, lag: number, fact: number): void {
    const sumsAt = narrowBase + this.#sumsAt;
    const squaresAt = narrowBase + this.#squaresAt;
    const first = Math.max(0, block - lag - blocks + 1);
    const last = block - lag;
    if (last < first) return;
    const reference = narrow[sumsAt + (last & (BLOCKS - 1))] ?? 0;
    let sum = 0;
    let squares = 0;
    for (let at = first; at <= last; at += 1) {
      const difference = (narrow[sumsAt + (at & (BLOCKS - 1))] ?? 0) - reference;
      sum += difference;
      squares += (narrow[squaresAt + (at & (BLOCKS - 1))] ?? 0) + (difference * difference) / BLOCK_ROWS;
    }
    const rows = (last - first + 1) * BLOCK_ROWS;
    const mean = sum / rows;
    narrow[narrowBase + this.#factsAt + fact] = reference / BLOCK_ROWS + mean;
    narrow[narrowBase + this.#factsAt + fact + 1] = Math.sqrt(Math.max(0, squares / rows - mean * mean));
  }

  #lookForExtremes({ narrow, narrowBase }: SlotMemory, block: number): void {
    const factsAt = narrowBase + this.#factsAt;
    let smallest = Infinity;
    let largest = -Infinity;
    const blocks = Math.min(23, block + 1);
    for (let back = 0; back < blocks; back += 1) {
      const at = narrowBase + ((block - back) & (EXTREME_BLOCKS - 1));
      smallest = Math.min(smallest, narrow[at + this.#smallestAt] ?? 0);
      largest = Math.max(largest, narrow[at + this.#largestAt] ?? 0);
      if (back === 4) {
        narrow[factsAt + SMALLEST_40] = smallest;
        narrow[factsAt + LARGEST_40] = largest;
      }
    }
    narrow[factsAt + SMALLEST_184] = smallest;
    narrow[factsAt + LARGEST_184] = largest;
  }
}
