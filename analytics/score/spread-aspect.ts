import { DEVIATION_16, DEVIATION_32, DEVIATION_8, type RecentRows } from './recent-rows.ts';
import { DEVIATION_BEFORE_16, DEVIATION_BEFORE_32, DEVIATION_BEFORE_8, type RowBlocks } from './row-blocks.ts';
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
  const short = steps <= 16 ? 0 : logRatio(facts[DEVIATION_8] ?? 0, blocks.fact(memory, DEVIATION_BEFORE_8));
  const long = steps <= 64 ? 0 : logRatio(facts[DEVIATION_32] ?? 0, blocks.fact(memory, DEVIATION_BEFORE_32));
  const middle = (facts[DEVIATION_16] ?? 0) - blocks.fact(memory, DEVIATION_BEFORE_16);
  sizes[at] = steps <= 16 ? UNKNOWN : Math.max(0, short);
  sizes[at + 1] = steps <= 64 ? UNKNOWN : Math.max(0, long);
  sizes[at + 2] = steps <= 64 ? UNKNOWN : Math.max(0, -long);
  sizes[at + 3] = steps <= 32 ? UNKNOWN : Math.abs(middle);
}

function logRatio(now: number, before: number): number {
  const least = LEAST_SHARE * before;
  return now === 0 && before === 0 ? 0 : Math.log((now + least) / (before + least + 1e-300));
}
