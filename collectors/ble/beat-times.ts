/** How far the chain of beats may stray from the arrival of the notifications before it is anchored anew. */
const MAX_STRAY_MILLIS = 1000;

/**
 * When each beat happened, oldest first, in epoch milliseconds. `rrIntervals` are milliseconds between beats.
 *
 * Each beat follows the one before by its interval, across notifications: radio delay does not shake the times
 * and no two beats fall together. After a gap, or at first, the last beat is taken to be at the arrival.
 */
export function beatTimes(
  rrIntervals: readonly number[],
  arrivedAtMillis: number,
  previousBeatAtMillis: number | undefined,
): readonly number[] {
  let spanMillis = 0;
  for (const interval of rrIntervals) spanMillis += interval;
  const chainedEnd = (previousBeatAtMillis ?? Number.NEGATIVE_INFINITY) + spanMillis;
  const isChained = Math.abs(chainedEnd - arrivedAtMillis) <= MAX_STRAY_MILLIS;
  let beatAtMillis = (isChained ? chainedEnd : arrivedAtMillis) - spanMillis;
  return rrIntervals.map((interval) => (beatAtMillis += interval));
}
