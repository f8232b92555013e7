import type { HoltWintersAnalysis } from './holt-winters-analysis.ts';

export interface ConfidenceBands {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Graphite's `holtWintersConfidenceBands`: the forecast ± delta deviations; missing where the forecast is. The deviation
 * already holds the error of the current step, so that from delta 10 on no value can leave the bands.
 */
export function confidenceBands(analysis: HoltWintersAnalysis, delta: number): ConfidenceBands {
  const { forecast, deviation } = analysis;
  return {
    lower: forecast.map((expected, i) => expected - delta * (deviation[i] ?? NaN)),
    upper: forecast.map((expected, i) => expected + delta * (deviation[i] ?? NaN)),
  };
}
