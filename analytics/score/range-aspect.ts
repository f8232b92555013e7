import { LARGEST_12, SMALLEST_12, type RecentRows } from './recent-rows.ts';
import { LARGEST_184, LARGEST_40, SMALLEST_184, SMALLEST_40, type RowBlocks } from './row-blocks.ts';
import type { SlotMemory } from './slot-memory.ts';
import { UNKNOWN } from './tail-surprises.ts';

export const RANGE_MEASURES = 3;

/** The largest less the smallest of the last 12, 48 and 192 values. */
export function measureRange(
  memory: SlotMemory,
  { facts }: RecentRows,
  blocks: RowBlocks,
  steps: number,
  sizes: Float32Array,
  at: number,
): void {
  const { narrow } = memory;
  const before = blocks.factsAt(memory);
  const smallest = facts[SMALLEST_12] ?? 0;
  const largest = facts[LARGEST_12] ?? 0;
  sizes[at] = steps < 12 ? UNKNOWN : largest - smallest;
  sizes[at + 1] =
    steps < 48
      ? UNKNOWN
      : Math.max(largest, narrow[before + LARGEST_40] ?? 0) - Math.min(smallest, narrow[before + SMALLEST_40] ?? 0);
  sizes[at + 2] =
    steps < 192
      ? UNKNOWN
      : Math.max(largest, narrow[before + LARGEST_184] ?? 0) - Math.min(smallest, narrow[before + SMALLEST_184] ?? 0);
}
