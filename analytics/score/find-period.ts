/** A peak of the autocorrelation counts as the first when it is nearly as high as the highest. */
const NEARLY_AS_HIGH = 0.85;

/**
 * The lag, up to half of the values, at which they repeat themselves: the first high peak of the autocorrelation behind a
 * trough, 0 when none reaches `leastCorrelation`.
 */
export function findPeriod(values: Float64Array, leastCorrelation: number): number {
  const correlations = autocorrelations(values);
  let lag = 1;
  while (lag < correlations.length && (correlations[lag] ?? 0) >= leastCorrelation / 2) lag += 1;
  const trough = lag;
  let highest = 0;
  for (; lag < correlations.length; lag += 1) highest = Math.max(highest, correlations[lag] ?? 0);
  if (highest < leastCorrelation) return 0;
  for (lag = trough + 1; lag < correlations.length; lag += 1) {
    const correlation = correlations[lag] ?? 0;
    const isPeak = correlation >= (correlations[lag - 1] ?? 0) && correlation >= (correlations[lag + 1] ?? 0);
    if (isPeak && correlation >= NEARLY_AS_HIGH * highest) return lag;
  }
  return 0;
}

function autocorrelations(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from({ length: Math.floor(values.length / 2) + 1 }, (_, lag) => {
    let products = 0;
    let squaresNow = 0;
    let squaresThen = 0;
    for (let at = lag; at < values.length; at += 1) {
      const now = (values[at] ?? 0) - mean;
      const then = (values[at - lag] ?? 0) - mean;
      products += now * then;
      squaresNow += now * now;
      squaresThen += then * then;
    }
    const scale = Math.sqrt(squaresNow * squaresThen);
    return scale > 0 ? products / scale : 0;
  });
}
