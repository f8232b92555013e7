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
  const centred = values.map((value) => value - mean);
  /** Sums of the squares of the first so many. */
  const squares = new Float64Array(values.length + 1);
  for (let at = 0; at < centred.length; at += 1) squares[at + 1] = (squares[at] ?? 0) + (centred[at] ?? 0) ** 2;
  const all = squares[values.length] ?? 0;
  return Float64Array.from({ length: Math.floor(values.length / 2) + 1 }, (_, lag) => {
    let products = 0;
    for (let at = lag; at < centred.length; at += 1) products += (centred[at] ?? 0) * (centred[at - lag] ?? 0);
    const scale = Math.sqrt(Math.max(0, all - (squares[lag] ?? 0)) * (squares[values.length - lag] ?? 0));
    return scale > 0 ? products / scale : 0;
  });
}
