import type { FeatureFamily } from '../feature.ts';
import type { RankingModel } from '../models/model.ts';
import type { ModelName } from '../ranking-core.ts';
import type { DriftParts } from './drift.ts';
import type { FittedPart } from './held-out.ts';
import type { Line } from './line-calibration.ts';

/** A way to fit a model: which features, which shape, which penalty is settled. */
export type Fitter = (part: FittedPart) => RankingModel;

/** All that held-out events decide; what is left is to fit. */
export interface FitSettings {
  /** How far each family of rates is drawn towards the room's. */
  readonly strengths: Float64Array;
  readonly leftOut: readonly FeatureFamily[];
  readonly treeDepth: number;
  /** The line is a model's calibration when it ranks alone. */
  readonly models: readonly { readonly name: ModelName; readonly fit: Fitter; readonly line: Line }[];
  /** How much of each model goes into the mix. */
  readonly shares: Readonly<Partial<Record<ModelName, number>>>;
  /** The calibration of the mix. */
  readonly line: Line;
  readonly drift: DriftParts | undefined;
}
