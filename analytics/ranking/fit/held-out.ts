import { binMatrix, type BinnedMatrix } from '../models/feature-bins.ts';
import type { Labels, Matrix } from '../models/model.ts';
import type { FeatureTable } from './feature-table.ts';
import type { Folds } from './folds.ts';
import type { RateViews } from './rate-views.ts';
import type { Sample } from './training-sample.ts';

const FIRST_FORWARD_FOLD = 2;

export interface Part {
  readonly matrix: Matrix;
  readonly labels: Labels;
  /** Row numbers in the table. */
  readonly rows: Int32Array;
}

/** A part to fit on, which trees see as bins. */
export interface FittedPart extends Part {
  readonly binned: BinnedMatrix;
}

export interface HeldOutFold {
  readonly fitted: FittedPart;
  readonly judged: Part;
}

/**
 * For each fold the other folds to fit on and the fold itself to judge by. Rates in the judged rows know the other folds; rates
 * in a fitted row know neither the judged fold nor the row's own, as the judged rows' rates do not know theirs.
 */
export function heldOutFolds(
  table: FeatureTable,
  labels: Uint8Array,
  folds: Folds,
  views: RateViews,
  sample: Sample,
): readonly HeldOutFold[] {
  return Array.from({ length: folds.count }, (_, held) => ({
    fitted: binnedPart(
      partOf(
        table,
        labels,
        sample,
        (row) => folds.ofRow[row] !== held,
        (row) => views.without(held, folds.ofRow[row]),
      ),
    ),
    judged: partOf(
      table,
      labels,
      sample,
      (row) => folds.ofRow[row] === held,
      () => views.without(held),
    ),
  })).filter(({ fitted, judged }) => judged.rows.length > 0 && fitted.rows.length > 0);
}

/** From the third stretch of time on: all stretches before it to fit on, and the stretch itself to judge by. */
export function forwardFolds(
  table: FeatureTable,
  labels: Uint8Array,
  folds: Folds,
  views: RateViews,
  sample: Sample,
): readonly HeldOutFold[] {
  if (!folds.areStretchesOfTime) return [];
  const all = Array.from({ length: folds.count }, (_, fold) => fold);
  return all
    .slice(FIRST_FORWARD_FOLD)
    .map((held) => {
      const unseen = all.slice(held);
      return {
        fitted: binnedPart(
          partOf(
            table,
            labels,
            sample,
            (row) => (folds.ofRow[row] ?? 0) < held,
            (row) => views.without(...unseen, folds.ofRow[row]),
          ),
        ),
        judged: partOf(
          table,
          labels,
          sample,
          (row) => folds.ofRow[row] === held,
          () => views.without(...unseen),
        ),
      };
    })
    .filter(({ fitted, judged }) => judged.rows.length > 0 && fitted.labels.labels.includes(1));
}

/** All sampled rows, each with rates that do not know its own fold. */
export function wholePart(
  table: FeatureTable,
  labels: Uint8Array,
  folds: Folds,
  views: RateViews,
  sample: Sample,
): FittedPart {
  return binnedPart(
    partOf(
      table,
      labels,
      sample,
      () => true,
      (row) => views.without(folds.ofRow[row]),
    ),
  );
}

function binnedPart(part: Part): FittedPart {
  return { ...part, binned: binMatrix(part.matrix) };
}

function partOf(
  table: FeatureTable,
  labels: Uint8Array,
  sample: Sample,
  belongs: (row: number) => boolean,
  bookFor: (row: number) => ReturnType<RateViews['without']>,
): Part {
  const chosen = [...sample.rows.keys()].filter((at) => belongs(sample.rows[at] ?? 0));
  const { width } = table;
  const values = new Float64Array(chosen.length * width);
  const rows = Int32Array.from(chosen, (at) => sample.rows[at] ?? 0);
  for (const [index, row] of rows.entries()) table.write(row, bookFor(row), values, index * width);
  return {
    matrix: { width, values },
    labels: {
      labels: Uint8Array.from(rows, (row) => labels[row] ?? 0),
      weights: Float64Array.from(chosen, (at) => sample.weights[at] ?? 1),
    },
    rows,
  };
}
