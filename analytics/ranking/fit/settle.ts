import type { Feature } from '../feature.ts';
import { BetaRates } from '../models/beta-rates.ts';
import { fitNetwork } from '../models/dense-network.ts';
import { fitBoosting } from '../models/gradient-boosting.ts';
import { fitLogistic } from '../models/logistic-regression.ts';
import type { Labels } from '../models/model.ts';
import { chooseBlend, type Blend } from './blend.ts';
import { chooseFeatures, type FeatureChoice } from './choose-features.ts';
import { Drift } from './drift.ts';
import type { FeatureTable } from './feature-table.ts';
import type { FitOptions, TrainingSet } from './fit-core.ts';
import type { Fitter, FitSettings } from './fit-settings.ts';
import type { Folds } from './folds.ts';
import { forwardFolds, heldOutFolds, type HeldOutFold } from './held-out.ts';
import { composed, FAITH_IN_MIX, fitLine, LITTLE_FAITH, type Line } from './line-calibration.ts';
import { logLoss } from './log-loss.ts';
import type { RateViews } from './rate-views.ts';
import { drawSample } from './training-sample.ts';

const MOST_ROWS_TO_CHOOSE_BY = 8000;
const BAGS = 3;
const PENALTIES = [10, 100] as const;
const SEED = 20_210_913;

/** Chooses features, shape, penalty, mix and calibration by how well held-out events are predicted. */
export function settle(
  { table, labels }: TrainingSet,
  folds: Folds,
  views: RateViews,
  options: FitOptions,
): FitSettings {
  const sample = drawSample(labels, MOST_ROWS_TO_CHOOSE_BY, SEED);
  const heldOut = heldOutFolds(table, labels, folds, views, sample);
  const judged = judgedRows(table, heldOut);
  const choice = chooseFeatures(table.features, heldOut);
  const boosting = heldOutScored(boostingFitter(choice), heldOut);
  const logistic = bestLogistic(choice.features, heldOut, judged.labels);
  const blend = chooseBlend(boosting.scores, logistic.scores, judged.labels);
  const forward = forwardFolds(table, labels, folds, views, sample);
  const line = composed(blend.line, laterLine(forward, [boosting.fit, logistic.fit], blend));
  const calibrated = boosting.scores.map(
    (value, row) => line.intercept + line.slope * mixOf(blend.share, value, logistic.scores[row] ?? 0),
  );
  const settled = (name: FitSettings['models'][number]['name'], { fit, scores }: HeldOutScored) => ({
    name,
    fit,
    line: fitLine(scores, judged.labels, LITTLE_FAITH),
  });
  const models = [settled('boosting', boosting), settled('logistic', logistic)];
  if (options.withChallengers) {
    const network: Fitter = ({ matrix, labels }) => fitNetwork(matrix, labels, SEED);
    models.push(settled('rates', heldOutScored(ratesFitter(table.features), heldOut)));
    models.push(settled('network', heldOutScored(network, heldOut)));
  }
  return {
    strengths: views.strengths,
    leftOut: choice.leftOut,
    treeDepth: choice.shape.depth,
    models,
    shares: { boosting: blend.share, logistic: 1 - blend.share },
    line,
    drift: Drift.settled(judged.times, ...inTimeOrder(judged, calibrated))?.parts,
  };
}

function boostingFitter({ shape, features }: FeatureChoice): Fitter {
  return ({ binned, labels }) => fitBoosting(binned, labels, features, { ...shape, bags: BAGS }, SEED);
}

function ratesFitter(features: readonly Feature[]): Fitter {
  const names = ['type', 'site', 'sensor'].map((what) => `true rate of ${what}`);
  const positions = Int32Array.from(names, (name) => features.findIndex((feature) => feature.name === name));
  return ({ labels }) => {
    const trues = labels.labels.reduce((sum, label, row) => sum + label * (labels.weights[row] ?? 0), 0);
    const all = labels.weights.reduce((sum, weight) => sum + weight, 0);
    return new BetaRates(Math.log((trues + 0.5) / (all - trues + 0.5)), positions);
  };
}

/**
 * How the calibration found on held-out stretches of time on both sides must be corrected when only the past is known: the future
 * is less certain, and true events may have become rarer or more frequent.
 */
function laterLine(
  forward: readonly HeldOutFold[],
  [boosting, logistic]: readonly [Fitter, Fitter],
  blend: Blend,
): Line {
  const first = heldOutScores(boosting, forward);
  const second = heldOutScores(logistic, forward);
  const { intercept, slope } = blend.line;
  const calibrated = first.map((value, row) => intercept + slope * mixOf(blend.share, value, second[row] ?? 0));
  return fitLine(calibrated, joinedLabels(forward), FAITH_IN_MIX);
}

function mixOf(share: number, first: number, second: number): number {
  return share * first + (1 - share) * second;
}

/** The penalty that predicts held-out events best. */
function bestLogistic(features: Int32Array, heldOut: readonly HeldOutFold[], judged: Labels): HeldOutScored {
  const tried = PENALTIES.map((penalty) =>
    heldOutScored(({ matrix, labels }) => fitLogistic(matrix, labels, features, penalty), heldOut),
  );
  const losses = tried.map(({ scores }) => logLoss(scores, judged));
  const best = tried[losses.indexOf(Math.min(...losses))];
  if (best === undefined) throw new RangeError('There must be a penalty to choose.');
  return best;
}

/** A way to fit and what it said of held-out events. */
interface HeldOutScored {
  readonly fit: Fitter;
  readonly scores: Float64Array;
}

function heldOutScored(fit: Fitter, heldOut: readonly HeldOutFold[]): HeldOutScored {
  return { fit, scores: heldOutScores(fit, heldOut) };
}

/** Log-odds of the judged rows of all folds, one fold after the other. */
function heldOutScores(fitter: Fitter, heldOut: readonly HeldOutFold[]): Float64Array {
  const scores: number[] = [];
  for (const { fitted, judged } of heldOut) {
    const model = fitter(fitted);
    const { values, width } = judged.matrix;
    for (let row = 0; row < judged.rows.length; row++) scores.push(model.logOdds(values, row * width));
  }
  return Float64Array.from(scores);
}

function joinedLabels(heldOut: readonly HeldOutFold[]): Labels {
  return {
    labels: Uint8Array.from(heldOut.flatMap(({ judged }) => [...judged.labels.labels])),
    weights: Float64Array.from(heldOut.flatMap(({ judged }) => [...judged.labels.weights])),
  };
}

interface Judged {
  readonly labels: Labels;
  /** Sorted. */
  readonly times: Float64Array;
  /** Positions of the judged rows in time order. */
  readonly order: Int32Array;
}

function judgedRows(table: FeatureTable, heldOut: readonly HeldOutFold[]): Judged {
  const rows = heldOut.flatMap(({ judged }) => [...judged.rows]);
  const order = Int32Array.from(rows.keys()).sort((one, other) => (rows[one] ?? 0) - (rows[other] ?? 0));
  const times = Float64Array.from(order, (at) => table.rows[rows[at] ?? 0]?.timeSeconds ?? 0);
  return { labels: joinedLabels(heldOut), times, order };
}

function inTimeOrder({ labels, order }: Judged, logOdds: Float64Array): readonly [Float64Array, Labels] {
  return [
    Float64Array.from(order, (at) => logOdds[at] ?? 0),
    {
      labels: Uint8Array.from(order, (at) => labels.labels[at] ?? 0),
      weights: Float64Array.from(order, (at) => labels.weights[at] ?? 0),
    },
  ];
}
