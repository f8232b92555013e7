/** One look at a Counter32 or Counter64. Exact: counters above 2^53 are still integers. */
export interface CounterSample {
  readonly count: bigint;
  readonly bits: 32 | 64;
  readonly monotonicMillis: number;
}

/**
 * Counts a second between two looks, in doubles only after the subtraction. A counter that went back has
 * wrapped if that makes a step of less than half its range; a bigger one is taken for a reset, which has
 * no rate. `undefined` too when the widths differ or no time has passed.
 */
export function rateBetween(previous: CounterSample, current: CounterSample): number | undefined {
  const seconds = (current.monotonicMillis - previous.monotonicMillis) / 1000;
  if (seconds <= 0 || previous.bits !== current.bits) return undefined;
  const difference = current.count - previous.count;
  if (difference >= 0n) return Number(difference) / seconds;
  const wrapped = BigInt.asUintN(current.bits, difference);
  const halfRange = 1n << BigInt(current.bits - 1);
  return wrapped < halfRange ? Number(wrapped) / seconds : undefined;
}
