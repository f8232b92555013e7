/** Graphite's `divideSeries`: missing where either value is missing or the divisor is 0. The shorter series is padded. */
export function divideSeries(dividend: Float64Array, divisor: Float64Array): Float64Array {
  const length = Math.max(dividend.length, divisor.length);
  return Float64Array.from({ length }, (_, i) => divide(dividend[i] ?? NaN, divisor[i] ?? NaN));
}

function divide(dividend: number, divisor: number): number {
  return divisor === 0 ? NaN : dividend / divisor;
}
