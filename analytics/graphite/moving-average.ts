/**
 * Graphite's `movingAverage` over a window of `points` values, missing where the share of present values in the window
 * is below `xFilesFactor` or none is present. `values` begins `points` steps before the first result.
 *
 * Follows graphite-web 1.1.8 (Debian): the window is the `points` values *before* the current one. Later versions end
 * it at the current one (graphite-web issue 2632). Costs O(values × points), and sums in Graphite's order.
 */
export function movingAverage(values: Float64Array, points: number, xFilesFactor = 0): Float64Array {
  return Float64Array.from({ length: Math.max(0, values.length - points) }, (_, i) =>
    average(values.subarray(i, i + points), xFilesFactor),
  );
}

function average(window: Float64Array, xFilesFactor: number): number {
  let present = 0;
  let sum = 0;
  for (const value of window) {
    if (Number.isNaN(value)) continue;
    present += 1;
    sum += value;
  }
  return present > 0 && present / window.length >= xFilesFactor ? sum / present : NaN;
}
