import { seededUniform } from '../random.ts';

/** Rows to fit on, in time order, each with how many rows it stands for. */
export interface Sample {
  readonly rows: Int32Array;
  readonly weights: Float64Array;
}

/**
 * At most about `most` rows. The scarce label is kept whole as far as it can be, the common one thinned and weighted up, so that
 * probabilities stay those of the real mix.
 */
export function drawSample(labels: Uint8Array, most: number, seed: number): Sample {
  const uniform = seededUniform(seed);
  const trues = labels.reduce((sum, label) => sum + label, 0);
  const shares = keptShares([labels.length - trues, trues], most);
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) if (uniform() < (shares[labels[row] ?? 0] ?? 1)) rows.push(row);
  return {
    rows: Int32Array.from(rows),
    weights: Float64Array.from(rows, (row) => 1 / (shares[labels[row] ?? 0] ?? 1)),
  };
}

function keptShares([falses, trues]: readonly [number, number], most: number): readonly [number, number] {
  const [scarce, common] = falses < trues ? [falses, trues] : [trues, falses];
  const keptScarce = Math.min(scarce, most / 2);
  const keptCommon = Math.min(common, most - keptScarce);
  const shareOf = (kept: number, all: number) => (all === 0 ? 1 : kept / all);
  const [ofScarce, ofCommon] = [shareOf(keptScarce, scarce), shareOf(keptCommon, common)];
  return falses < trues ? [ofScarce, ofCommon] : [ofCommon, ofScarce];
}
