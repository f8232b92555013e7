/** One look at sysUpTime: hundredths of a second since the agent started, modulo 2^32 (497 days). */
export interface UptimeSample {
  readonly ticks: number;
  readonly monotonicMillis: number;
}

const TICK_RANGE = 2 ** 32;
const MILLIS_PER_TICK = 10;
const TOLERANCE_TICKS = 200;
const TOLERANCE_RATIO = 0.1;

/**
 * Whether the agent started anew between two looks, so that its counters began at zero. An uptime that
 * went on by about the time that passed did not, also across its wrap. Else it did if the uptime went
 * back or is no longer than the time between the looks.
 */
export function restartedBetween(previous: UptimeSample, current: UptimeSample): boolean {
  const elapsedTicks = (current.monotonicMillis - previous.monotonicMillis) / MILLIS_PER_TICK;
  const advanceTicks = (current.ticks - previous.ticks + TICK_RANGE) % TICK_RANGE;
  const toleranceTicks = TOLERANCE_TICKS + elapsedTicks * TOLERANCE_RATIO;
  if (Math.abs(advanceTicks - elapsedTicks) <= toleranceTicks) return false;
  return current.ticks < previous.ticks || current.ticks <= elapsedTicks + toleranceTicks;
}
