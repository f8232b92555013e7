import { sigmoid, type Labels } from '../models/model.ts';

/** Calibrated log-odds = `intercept` + `slope` × log-odds. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

const ROUNDS = 30;
const LEAST_SLOPE = 0.2;
const MOST_SLOPE = 2;

/** How surely log-odds are taken to be right already: as if so much curvature had been seen for the intercept and for the slope. */
export interface Faith {
  readonly intercept: number;
  readonly slope: number;
}

/** A mix of two models fitted by likelihood: corrections drawn from few true events would cost more by chance than they mend. */
export const FAITH_IN_MIX: Faith = { intercept: 100, slope: 400 };
/** A model that may be far too sure of itself. */
export const LITTLE_FAITH: Faith = { intercept: 5, slope: 5 };

/** Platt's scaling, drawn towards leaving the log-odds alone. Strictly rising, so that it never changes an order. */
export function fitLine(logOdds: Float64Array, { labels, weights }: Labels, faith: Faith): Line {
  let intercept = 0;
  let slope = 1;
  for (let round = 0; round < ROUNDS; round++) {
    let [first, second] = [-intercept * faith.intercept, (1 - slope) * faith.slope];
    let [a, b, c] = [faith.intercept, 0, faith.slope];
    for (let row = 0; row < labels.length; row++) {
      const input = logOdds[row] ?? 0;
      const probability = sigmoid(intercept + slope * input);
      const weight = weights[row] ?? 0;
      const error = weight * ((labels[row] ?? 0) - probability);
      const curvature = weight * probability * (1 - probability);
      first += error;
      second += error * input;
      a += curvature;
      b += curvature * input;
      c += curvature * input * input;
    }
    const determinant = a * c - b * b;
    if (determinant < 1e-9) break;
    intercept += clamp((c * first - b * second) / determinant, -1, 1);
    slope = clamp(slope + clamp((a * second - b * first) / determinant, -0.5, 0.5), LEAST_SLOPE, MOST_SLOPE);
  }
  return { intercept, slope };
}

/** The second line after the first, as one. */
export function composed(first: Line, second: Line): Line {
  return { intercept: second.intercept + second.slope * first.intercept, slope: second.slope * first.slope };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
