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
const LEAST_FOLDS_TO_GIVE_UP = 2;
const BAGS = 2;
const SEED = 20_150_101;

export interface FeatureChoice {
  readonly shape: BoostingSettings;
  readonly features: Int32Array;
  readonly leftOut: readonly FeatureFamily[];
}

/** Leaves out doubtful families of features without which held-out events are predicted better. */
export function chooseFeatures(features: readonly Feature[], folds: readonly HeldOutFold[]): FeatureChoice {
  const all = kept(features, []);
  const tries = SHAPES.map((shape) => ({ shape, losses: folds.map((fold) => heldOutLoss(fold, all, shape)) }));
  const [first, ...others] = tries;
  if (first === undefined) throw new RangeError('There must be a shape of trees to choose.');
  const { shape, ...best } = others.reduce(
    (least, each) => (sum(each.losses) < sum(least.losses) ? each : least),
    first,
  );
  let losses: readonly number[] = best.losses;
  const enough = Math.max(LEAST_GAIN_NATS, LEAST_GAIN_SHARE * sum(losses));
  let leftOut: readonly FeatureFamily[] = [];
  for (const family of DOUBTFUL) {
    const tried = [...leftOut, family];
    const without = lossesUnlessHopeless(folds, kept(features, tried), shape, losses);
    if (without === undefined || sum(losses) - sum(without) <= enough) continue;
    leftOut = tried;
    losses = without;
  }
  return { shape, features: kept(features, leftOut), leftOut };
}

/** Losses fold by fold; `undefined` as soon as some folds have shown no gain at all over what there is. */
function lossesUnlessHopeless(
  folds: readonly HeldOutFold[],
  features: Int32Array,
  shape: BoostingSettings,
  against: readonly number[],
): readonly number[] | undefined {
  const losses: number[] = [];
  for (const fold of folds) {
    if (losses.length >= LEAST_FOLDS_TO_GIVE_UP && sum(losses) >= sum(against.slice(0, losses.length)))
      return undefined;
    losses.push(heldOutLoss(fold, features, shape));
  }
  return losses;
}

function sum(losses: readonly number[]): number {
  return losses.reduce((total, loss) => total + loss, 0);
}

function kept(features: readonly Feature[], leftOut: readonly FeatureFamily[]): Int32Array {
  const left = [...features.keys()].filter((index) => !leftOut.some((family) => features[index]?.family === family));
  return Int32Array.from(left);
}

function heldOutLoss({ fitted, judged }: HeldOutFold, features: Int32Array, shape: BoostingSettings): number {
  const model = fitBoosting(fitted.binned, fitted.labels, features, { ...shape, bags: BAGS }, SEED);
  const { values, width } = judged.matrix;
  const logOdds = Float64Array.from(judged.rows, (_, row) => model.logOdds(values, row * width));
  return logLoss(logOdds, judged.labels);
}
