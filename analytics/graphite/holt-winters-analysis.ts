const ALPHA = 0.1;
const BETA = 0.0035;
const GAMMA = 0.1;

export interface HoltWintersAnalysis {
  readonly forecast: Float64Array;
  /** Never missing: a missing value leaves a deviation of 0. */
  readonly deviation: Float64Array;
}

/**
 * Graphite's additive Holt-Winters with its fixed constants, one step ahead (graphite-web 1.1.8, `holtWintersAnalysis`;
 * Brutlag 2000). The order of the operations is Graphite's, so the results agree to the last bit. As there,
 * - a missing value ends the level, and sets slope, seasonal and deviation of its step to 0;
 * - the step after it is forecast from what came before, the next ones in the gap not at all;
 * - a value without forecast counts its whole distance from 0 as deviation.
 *
 * `seasonSteps` must be at least 2: with less, 1.1.8 fails (later versions take 2).
 */
export function analyseHoltWinters(values: Float64Array, seasonSteps: number): HoltWintersAnalysis {
  const forecast = new Float64Array(values.length);
  const deviation = new Float64Array(values.length);
  const seasonal = new Float64Array(values.length);
  let level = NaN;
  let slope = 0;
  let next = NaN;
  values.forEach((value, i) => {
    const predicted = i === 0 ? value : next;
    forecast[i] = predicted;
    if (Number.isNaN(value)) {
      level = NaN;
      slope = 0;
      next = NaN;
      return;
    }
    const lastLevel = Number.isNaN(level) ? value : level;
    const lastSeasonal = seasonal[i - seasonSteps] ?? 0;
    const error = Math.abs(value - (Number.isNaN(predicted) ? 0 : predicted));
    level = ALPHA * (value - lastSeasonal) + (1 - ALPHA) * (lastLevel + slope);
    slope = BETA * (level - lastLevel) + (1 - BETA) * slope;
    seasonal[i] = GAMMA * (value - level) + (1 - GAMMA) * lastSeasonal;
    deviation[i] = GAMMA * error + (1 - GAMMA) * (deviation[i - seasonSteps] ?? 0);
    next = level + slope + (seasonal[i + 1 - seasonSteps] ?? 0);
  });
  return { forecast, deviation };
}
