import type { Feature, FeatureFamily } from '../feature.ts';
import { BetaRates } from '../models/beta-rates.ts';
import { fitNetwork } from '../models/dense-network.ts';
import { fitBoosting } from '../models/gradient-boosting.ts';
import { fitLogistic } from '../models/logistic-regression.ts';
import type { Labels, RankingModel } from '../models/model.ts';
import { RankingCore, type CalibratedModel, type ModelName } from '../ranking-core.ts';
import { chooseBlend, type Blend } from './blend.ts';
import { chooseFeatures, type FeatureChoice } from './choose-features.ts';
import { Drift } from './drift.ts';
import type { FeatureTable } from './feature-table.ts';
import type { Folds } from './folds.ts';
import { forwardFolds, heldOutFolds, wholePart, type FittedPart, type HeldOutFold } from './held-out.ts';
import { composed, FAITH_IN_MIX, fitLine, LITTLE_FAITH, type Line } from './line-calibration.ts';
import { logLoss } from './log-loss.ts';
import { mutualInformation, type FeatureInformation } from './mutual-information.ts';
import { chooseStrengths, RateViews } from './rate-views.ts';
import { drawSample } from './training-sample.ts';

/** What the closed events of a training file are, ready to fit on: parallel to the rows of the table, in time order. */
export interface TrainingSet {
  readonly table: FeatureTable;
  readonly labels: Uint8Array;
  readonly wordColumns: readonly string[];
}

export interface FitOptions {
  /** Also fit models that only serve comparison. */
  readonly withChallengers: boolean;
}

/** How the core came to be what it is. */
export interface FitReport {
  readonly rows: number;
  readonly trues: number;
  readonly leftOut: readonly FeatureFamily[];
  readonly treeDepth: number;
  readonly boostingShare: number;
  /** The calibration of the mix. */
  readonly line: Line;
  /** How far each family of rates is drawn towards the room's. */
  readonly strengths: Float64Array;
  /** What each feature alone tells, left out or not. */
  readonly information: readonly FeatureInformation[];
}

const MOST_ROWS_TO_CHOOSE_BY = 8000;
const MOST_ROWS_TO_FIT_ON = 30_000;
const BAGS = 3;
const PENALTIES = [10, 100] as const;
const SEED = 20_210_913;

type Fitter = (part: FittedPart) => RankingModel;

/** Chooses features, settings, mix and calibration on held-out events, then fits on all. */
export function fitCore(
  set: TrainingSet,
  folds: Folds,
  options: FitOptions,
): { readonly core: RankingCore; readonly report: FitReport } {
  const { table, labels, wordColumns } = set;
  const strengths = chooseStrengths(table.rows, labels, folds, wordColumns);
  const views = new RateViews(table.rows, labels, folds, wordColumns, strengths);
  const sample = drawSample(labels, MOST_ROWS_TO_CHOOSE_BY, SEED);
  const heldOut = heldOutFolds(table, labels, folds, views, sample);
  const choice = chooseFeatures(table.features, heldOut);
  const boosting: Fitter = boostingFitter(choice);
  const logistic = bestLogistic(choice.features, heldOut);
  const judged = judgedRows(table, heldOut);
  const boostingScores = heldOutScores(boosting, heldOut);
  const logisticScores = heldOutScores(logistic, heldOut);
  const blend = chooseBlend(boostingScores, logisticScores, judged.labels);
  const forward = forwardFolds(table, labels, folds, views, sample);
  const line = composed(blend.line, laterLine(forward, [boosting, logistic], blend));
  const calibrated = boostingScores.map(
    (value, row) => line.intercept + line.slope * mixOf(blend.share, value, logisticScores[row] ?? 0),
  );
  const drift = Drift.settled(judged.times, ...inTimeOrder(judged, calibrated));
  const whole = wholePart(table, labels, folds, views, drawSample(labels, MOST_ROWS_TO_FIT_ON, SEED));
  const fit = (name: ModelName, fitter: Fitter, scores: Float64Array): CalibratedModel => ({
    name,
    model: fitter(whole),
    line: fitLine(scores, judged.labels, LITTLE_FAITH),
  });
  const models = [fit('boosting', boosting, boostingScores), fit('logistic', logistic, logisticScores)];
  if (options.withChallengers) {
    const rates = ratesFitter(table.features);
    const network: Fitter = ({ matrix, labels }) => fitNetwork(matrix, labels, SEED);
    models.push(fit('rates', rates, heldOutScores(rates, heldOut)));
    models.push(fit('network', network, heldOutScores(network, heldOut)));
  }
  const core = new RankingCore({
    features: table.features,
    book: views.without(),
    models,
    shares: { boosting: blend.share, logistic: 1 - blend.share },
    line,
    drift,
  });
  const report: FitReport = {
    rows: labels.length,
    trues: labels.reduce((sum, label) => sum + label, 0),
    leftOut: choice.leftOut,
    treeDepth: choice.shape.depth,
    boostingShare: blend.share,
    line,
    strengths,
    information: mutualInformation(table.features, whole.binned, whole.labels),
  };
  return { core, report };
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
function bestLogistic(features: Int32Array, heldOut: readonly HeldOutFold[]): Fitter {
  const fitters = PENALTIES.map(
    (penalty): Fitter =>
      ({ matrix, labels }) =>
        fitLogistic(matrix, labels, features, penalty),
  );
  const losses = fitters.map((fitter) => {
    const scores = heldOutScores(fitter, heldOut);
    return logLoss(scores, joinedLabels(heldOut));
  });
  const best = fitters[losses.indexOf(Math.min(...losses))];
  if (best === undefined) throw new RangeError('There must be a penalty to choose.');
  return best;
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
