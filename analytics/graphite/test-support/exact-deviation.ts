/** Makes every value an integer; a value with smaller digits is refused by BigInt. */
const SCALE = 2 ** 110;

/**
 * Graphite's `stdev` by its own running sums Σx and Σx², in exact integer arithmetic: the right answer, whatever the
 * level. Missing only where the window holds too few values.
 */
export function exactDeviations(values: Float64Array, points: number, windowTolerance: number): Float64Array {
  let present = 0;
  let sum = 0n;
  let squares = 0n;
  const add = (value: number | undefined, sign: 1 | -1): void => {
    if (value === undefined || Number.isNaN(value)) return;
    const scaled = BigInt(value * SCALE);
    present += sign;
    sum += BigInt(sign) * scaled;
    squares += BigInt(sign) * scaled * scaled;
  };
  return values.map((value, i) => {
    add(values[i - points], -1);
    add(value, 1);
    if (present === 0 || present / points < windowTolerance) return NaN;
    return Math.sqrt(Number(BigInt(present) * squares - sum * sum)) / SCALE / present;
  });
}
