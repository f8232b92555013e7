/**
 * Graphite's `diffSeries`: the first present value of a step minus those of the later series; missing where none is
 * present. (Where the first series has a gap the second takes its place, undiminished.)
 */
export function diffSeries(series: readonly Float64Array[]): Float64Array {
  const length = Math.max(0, ...series.map((values) => values.length));
  return Float64Array.from({ length }, (_, i) => {
    const present = series.map((values) => values[i] ?? NaN).filter((value) => !Number.isNaN(value));
    return present.length === 0 ? NaN : present.reduce((difference, value) => difference - value);
  });
}
