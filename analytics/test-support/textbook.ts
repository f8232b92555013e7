/** Plain transcriptions of the published formulas over one whole series, to test the streaming code against. */

export interface TextbookHoltWinters {
  readonly forecast: readonly number[];
  readonly deviation: readonly number[];
}

/** `holtWintersAnalysis` of graphite-web's functions.py, for a series without gaps; `season` in readings. */
export function textbookHoltWinters(values: readonly number[], season: number): TextbookHoltWinters {
  const [alpha, beta, gamma] = [0.1, 0.0035, 0.1];
  const seasonals: number[] = [];
  const deviations: number[] = [];
  const forecasts: number[] = [];
  let level = values[0] ?? NaN;
  let slope = 0;
  let nextForecast = level;
  for (const [index, value] of values.entries()) {
    const lastSeasonal = seasonals[index - season] ?? 0;
    const lastDeviation = deviations[index - season] ?? 0;
    const lastLevel = level;
    forecasts.push(nextForecast);
    level = alpha * (value - lastSeasonal) + (1 - alpha) * (lastLevel + slope);
    slope = beta * (level - lastLevel) + (1 - beta) * slope;
    seasonals.push(gamma * (value - level) + (1 - gamma) * lastSeasonal);
    deviations.push(gamma * Math.abs(value - nextForecast) + (1 - gamma) * lastDeviation);
    nextForecast = level + slope + (seasonals[index + 1 - season] ?? 0);
  }
  return { forecast: forecasts, deviation: deviations };
}

/** Mean and population standard deviation by two passes. */
export function textbookMoments(values: readonly number[]): { mean: number; standardDeviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: Math.sqrt(squares / values.length) };
}
