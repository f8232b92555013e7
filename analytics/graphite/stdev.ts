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
  const present = values.filter((value) => !Number.isNaN(value));
  let first = 0;
  let end = 0;
  return values.map((value, i) => {
    end += countPresent(value);
    first += countPresent(values[i - points] ?? NaN);
    const isKnown = end > first && (end - first) / points >= windowTolerance;
    return isKnown ? deviationOf(present.subarray(first, end)) : NaN;
  });
}

function countPresent(value: number): number {
  return Number.isNaN(value) ? 0 : 1;
}

function deviationOf(window: Float64Array): number {
  const origin = window.at(-1) ?? 0;
  let sum = 0;
  for (const value of window) sum += value - origin;
  const mean = sum / window.length;
  let squares = 0;
  let residue = 0;
  for (const value of window) {
    const deviation = value - origin - mean;
    squares += deviation * deviation;
    residue += deviation;
  }
  return Math.sqrt((squares - (residue * residue) / window.length) / window.length);
}
