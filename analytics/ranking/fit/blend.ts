import type { Labels } from '../models/model.ts';
import { FAITH_IN_MIX, fitLine, type Line } from './line-calibration.ts';
import { logLoss } from './log-loss.ts';

const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
/** Equal shares are the safest mix: only a clear gain on held-out events is a reason for another. */
const EQUAL_SHARE = 0.5;
const LEAST_GAIN_SHARE = 0.015;

/** How much of the first of two models' log-odds goes into the mix, and the mix's calibration. */
export interface Blend {
  readonly share: number;
  readonly line: Line;
  readonly loss: number;
}

/** The mix that predicts held-out events best once calibrated. */
export function chooseBlend(first: Float64Array, second: Float64Array, labels: Labels): Blend {
  const blends = SHARES.map((share): Blend => {
    const mixed = first.map((value, row) => share * value + (1 - share) * (second[row] ?? 0));
    const line = fitLine(mixed, labels, FAITH_IN_MIX);
    return {
      share,
      line,
      loss: logLoss(
        mixed.map((value) => line.intercept + line.slope * value),
        labels,
      ),
    };
  });
  const best = blends.reduce((least, each) => (each.loss < least.loss ? each : least));
  const equal = blends.find(({ share }) => share === EQUAL_SHARE) ?? best;
  return equal.loss - best.loss > LEAST_GAIN_SHARE * equal.loss ? best : equal;
}
