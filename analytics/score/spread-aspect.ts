import { DEVIATION_16, DEVIATION_32, DEVIATION_8, type RecentRows } from './recent-rows.ts';
import { DEVIATION_BEFORE_16, DEVIATION_BEFORE_32, DEVIATION_BEFORE_8, type RowBlocks } from './row-blocks.ts';
import { octavesOf } from './octaves.ts';
import type { SlotMemory } from './slot-memory.ts';
import { UNKNOWN } from './tail-surprises.ts';

export const SPREAD_MEASURES = 4;
/** A deviation is at least this share of the one it is held against: silence is not infinitely quieter than noise. */
const LEAST_SHARE = 0.01;

/** How much the deviation of the last rows differs from the deviation just before them: grown, fallen, or in the series' unit. */
export function measureSpread(
  memory: SlotMemory,
  { facts }: RecentRows,
  blocks: RowBlocks,
  steps: number,
  sizes: Float32Array,
  at: number,
): void {
  const { narrow } = memory;
  const before = blocks.factsAt(memory);
  const short = octavesGrown(facts[DEVIATION_8] ?? 0, narrow[before + DEVIATION_BEFORE_8] ?? 0);
  const long = octavesGrown(facts[DEVIATION_32] ?? 0, narrow[before + DEVIATION_BEFORE_32] ?? 0);
  const middle = (facts[DEVIATION_16] ?? 0) - (narrow[before + DEVIATION_BEFORE_16] ?? 0);
  sizes[at] = steps <= 16 ? UNKNOWN : Math.max(0, short);
  sizes[at + 1] = steps <= 64 ? UNKNOWN : Math.max(0, long);
  sizes[at + 2] = steps <= 64 ? UNKNOWN : Math.max(0, -long);
  sizes[at + 3] = steps <= 32 ? UNKNOWN : Math.abs(middle);
}

function octavesGrown(now: number, before: number): number {
  const least = LEAST_SHARE * before;
  return octavesOf(now + least) - octavesOf(before + least);
}
