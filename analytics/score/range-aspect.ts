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
  const smallest = facts[SMALLEST_12] ?? 0;
  const largest = facts[LARGEST_12] ?? 0;
  sizes[at] = steps < 12 ? UNKNOWN : largest - smallest;
  sizes[at + 1] =
    steps < 48
      ? UNKNOWN
      : Math.max(largest, blocks.fact(memory, LARGEST_40)) - Math.min(smallest, blocks.fact(memory, SMALLEST_40));
  sizes[at + 2] =
    steps < 192
      ? UNKNOWN
      : Math.max(largest, blocks.fact(memory, LARGEST_184)) - Math.min(smallest, blocks.fact(memory, SMALLEST_184));
}
