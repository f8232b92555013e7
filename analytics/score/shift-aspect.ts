import { MEAN_24, MEAN_8, type RecentRows } from './recent-rows.ts';
import { MEAN_96, MEAN_BEFORE_24, MEAN_BEFORE_8, MEAN_BEFORE_96, type RowBlocks } from './row-blocks.ts';
import type { SlotMemory } from './slot-memory.ts';
import { UNKNOWN } from './tail-surprises.ts';

export const SHIFT_MEASURES = 3;

/** How far the mean of the last 8, 24 and 96 rows is from that of the rows before them, eight times as many. */
export function measureShift(
  memory: SlotMemory,
  { facts }: RecentRows,
  blocks: RowBlocks,
  steps: number,
  sizes: Float32Array,
  at: number,
): void {
  const { narrow } = memory;
  const before = blocks.factsAt(memory);
  sizes[at] = steps <= 16 ? UNKNOWN : Math.abs((facts[MEAN_8] ?? 0) - (narrow[before + MEAN_BEFORE_8] ?? 0));
  sizes[at + 1] = steps <= 48 ? UNKNOWN : Math.abs((facts[MEAN_24] ?? 0) - (narrow[before + MEAN_BEFORE_24] ?? 0));
  sizes[at + 2] =
    steps <= 192 ? UNKNOWN : Math.abs((narrow[before + MEAN_96] ?? 0) - (narrow[before + MEAN_BEFORE_96] ?? 0));
}
