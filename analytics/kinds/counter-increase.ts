/** Where counters begin again that have run full. */
const WRAPS: readonly number[] = [2 ** 32, 2 ** 64];
/** A counter that wraps was in the upper half of its range: the others were set back. */
const LEAST_SHARE_BEFORE_WRAP = 0.5;
/** A wrap goes on at about the rate that was known; after a restart it would seem many times faster. */
const LARGEST_RATE_RATIO = 2;

/**
 * What was counted between two readings of one counter; NaN when it was set back meanwhile, which hides how much that was.
 * `largestRate` a second is what it is known to reach.
 */
export function counterIncrease(previous: number, value: number, seconds: number, largestRate: number): number {
  if (value >= previous) return value - previous;
  for (const wrap of WRAPS) {
    if (previous < wrap * LEAST_SHARE_BEFORE_WRAP || previous >= wrap || value < 0) continue;
    const increase = wrap - previous + value;
    if (increase <= LARGEST_RATE_RATIO * largestRate * seconds) return increase;
  }
  return NaN;
}
