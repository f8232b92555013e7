import type { FeatureFamily } from '../feature.ts';
import { RankingCore } from '../ranking-core.ts';
import { Drift } from './drift.ts';
import type { FeatureTable } from './feature-table.ts';
import type { FitSettings } from './fit-settings.ts';
import type { Folds } from './folds.ts';
import { wholePart } from './held-out.ts';
import type { Line } from './line-calibration.ts';
import { mutualInformation, type FeatureInformation } from './mutual-information.ts';
import { chooseStrengths, FoldBooks, RateViews } from './rate-views.ts';
import { settle } from './settle.ts';
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

export interface FittedCore {
  readonly core: RankingCore;
  readonly report: FitReport;
  readonly settings: FitSettings;
}

const MOST_ROWS_TO_FIT_ON = 30_000;
const SEED = 20_210_913;

/** Chooses features, settings, mix and calibration on held-out events, then fits on all. */
export function fitCore(set: TrainingSet, folds: Folds, options: FitOptions): FittedCore {
  const books = new FoldBooks(set.table.rows, set.labels, folds, set.wordColumns);
  const views = new RateViews(books, chooseStrengths(books));
  return fitted(set, folds, views, settle(set, folds, views, options));
}

/** Fits on all by what was chosen on some of the events before, which takes a fraction of choosing again. */
export function fitCoreBy(settings: FitSettings, set: TrainingSet, folds: Folds): FittedCore {
  const books = new FoldBooks(set.table.rows, set.labels, folds, set.wordColumns);
  return fitted(set, folds, new RateViews(books, settings.strengths), settings);
}

function fitted({ table, labels }: TrainingSet, folds: Folds, views: RateViews, settings: FitSettings): FittedCore {
  const whole = wholePart(table, labels, folds, views, drawSample(labels, MOST_ROWS_TO_FIT_ON, SEED));
  const { models, shares, line, drift, strengths, leftOut, treeDepth } = settings;
  const core = new RankingCore({
    features: table.features,
    book: views.without(),
    models: models.map(({ name, fit, line: ofModel }) => ({ name, model: fit(whole), line: ofModel })),
    shares,
    line,
    drift: drift === undefined ? undefined : Drift.from(drift),
  });
  const report: FitReport = {
    rows: labels.length,
    trues: labels.reduce((sum, label) => sum + label, 0),
    leftOut,
    treeDepth,
    boostingShare: shares.boosting ?? 0,
    line,
    strengths,
    information: mutualInformation(table.features, whole.binned, whole.labels),
  };
  return { core, report, settings };
}
