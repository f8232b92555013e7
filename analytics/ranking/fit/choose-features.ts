import type { Feature, FeatureFamily } from '../feature.ts';
import { fitBoosting, type BoostingSettings } from '../models/gradient-boosting.ts';
import type { HeldOutFold } from './held-out.ts';
import { logLoss } from './log-loss.ts';

/** Two ways to grow trees: cautious, for few and noisy events, and thorough. Held-out events decide. */
const SHAPES: readonly BoostingSettings[] = [
  {
    depth: 3,
    leafPenalty: 10,
    leastRowsInLeaf: 15,
    leastCurvatureInLeaf: 1,
    trees: 100,
    learningRate: 0.05,
    rowShare: 0.6,
    featureShare: 0.4,
    bags: 1,
  },
  {
    depth: 5,
    leafPenalty: 3,
    leastRowsInLeaf: 5,
    leastCurvatureInLeaf: 0.1,
    trees: 100,
    learningRate: 0.08,
    rowShare: 0.7,
    featureShare: 0.5,
    bags: 1,
  },
];

/** What may hold only where and when it was learned. Everything else stays. */
const DOUBTFUL: readonly FeatureFamily[] = ['clock', 'load', 'place', 'names'];
/** A family is only left out for a gain that is more than the luck of the draw. */
const LEAST_GAIN_SHARE = 0.015;
const LEAST_GAIN_NATS = 1;
const BAGS = 2;
const SEED = 20_150_101;

export interface FeatureChoice {
  readonly shape: BoostingSettings;
  readonly features: Int32Array;
  readonly leftOut: readonly FeatureFamily[];
}

/** Leaves out doubtful families of features without which held-out events are predicted better. */
export function chooseFeatures(features: readonly Feature[], folds: readonly HeldOutFold[]): FeatureChoice {
  const lossOf = (leftOut: readonly FeatureFamily[], shape: BoostingSettings) =>
    heldOutLoss(folds, kept(features, leftOut), shape);
  const losses = SHAPES.map((shape) => lossOf([], shape));
  let best = Math.min(...losses);
  const shape = SHAPES[losses.indexOf(best)] ?? SHAPES[0];
  if (shape === undefined) throw new RangeError('There must be a shape of trees to choose.');
  const enough = Math.max(LEAST_GAIN_NATS, LEAST_GAIN_SHARE * best);
  let leftOut: readonly FeatureFamily[] = [];
  for (const family of DOUBTFUL) {
    const tried = [...leftOut, family];
    const loss = lossOf(tried, shape);
    if (best - loss <= enough) continue;
    leftOut = tried;
    best = loss;
  }
  return { shape, features: kept(features, leftOut), leftOut };
}

function kept(features: readonly Feature[], leftOut: readonly FeatureFamily[]): Int32Array {
  const left = [...features.keys()].filter((index) => !leftOut.some((family) => features[index]?.family === family));
  return Int32Array.from(left);
}

function heldOutLoss(folds: readonly HeldOutFold[], features: Int32Array, shape: BoostingSettings): number {
  let loss = 0;
  for (const { fitted, judged } of folds) {
    const model = fitBoosting(fitted.binned, fitted.labels, features, { ...shape, bags: BAGS }, SEED);
    const { values, width } = judged.matrix;
    const logOdds = Float64Array.from(judged.rows, (_, row) => model.logOdds(values, row * width));
    loss += logLoss(logOdds, judged.labels);
  }
  return loss;
}
