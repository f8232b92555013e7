/**
 * Graphite's `stdev`: the population standard deviation of the last `points` values, the current one included.
 * The window grows over the first `points` steps. A step is missing unless at least the share `windowTolerance` of the
 * window is present (Graphite's documentation tells the reverse; its code decides).
 *
 * Graphite carries Σx and Σx² along and loses the digits that cancel: 1e8 + 0.1·sin gives 0, 1.13 and None instead of
 * 0.07. Here every window is summed afresh around its mean, after its newest value has been taken off (corrected two-pass
 * algorithm: Chan, Golub & LeVeque 1983), so the result is right at any level. Costs O(values × points).
 */
export function stdev(values: Float64Array, points: number, windowTolerance = 0.1): Float64Array {
  return values.map((_, i) => {
    const present = values.subarray(Math.max(0, i - points + 1), i + 1).filter((value) => !Number.isNaN(value));
    return present.length > 0 && present.length / points >= windowTolerance ? deviationOf(present) : NaN;
  });
}

function deviationOf(present: Float64Array): number {
  const origin = present.at(-1) ?? 0;
  let sum = 0;
  for (const value of present) sum += value - origin;
  const mean = sum / present.length;
  let squares = 0;
  let residue = 0;
  for (const value of present) {
    const deviation = value - origin - mean;
    squares += deviation * deviation;
    residue += deviation;
  }
  return Math.sqrt((squares - (residue * residue) / present.length) / present.length);
}
