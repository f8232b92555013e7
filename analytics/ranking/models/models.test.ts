import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { BetaRates } from './beta-rates.ts';
import { fitNetwork } from './dense-network.ts';
import { binMatrix } from './feature-bins.ts';
import { FlatTree } from './flat-tree.ts';
import { fitBoosting } from './gradient-boosting.ts';
import { fitLogistic } from './logistic-regression.ts';
import { TreeEnsemble } from './tree-ensemble.ts';
import { sigmoid, type Labels, type Matrix, type RankingModel } from './model.ts';

/** No multiple of the rows that are added up together. */
const ROWS = 1499;
const WIDTH = 3;
const BOTH = Int32Array.of(0, 1);
const SETTINGS = {
  depth: 3,
  leafPenalty: 1,
  leastRowsInLeaf: 5,
  leastCurvatureInLeaf: 0.1,
  trees: 80,
  learningRate: 0.1,
  rowShare: 0.8,
  featureShare: 1,
  bags: 2,
};

/** Labels by the log-odds that `truth` gives two features; the third says nothing. Every tenth second feature is missing. */
function drawn(truth: (first: number, second: number) => number): { matrix: Matrix; labels: Labels } {
  const random = new SeededRandom(9);
  const values = Float64Array.from({ length: ROWS * WIDTH }, (_, at) =>
    at % WIDTH === 1 && random.uniform() < 0.1 ? NaN : random.gaussian(),
  );
  const labels = Uint8Array.from({ length: ROWS }, (_, row) =>
    random.uniform() < sigmoid(truth(values[row * WIDTH] ?? 0, values[row * WIDTH + 1] ?? 0)) ? 1 : 0,
  );
  return { matrix: { width: WIDTH, values }, labels: { labels, weights: new Float64Array(ROWS).fill(1) } };
}

const line = drawn((first, second) => 1 + 2 * first - (Number.isNaN(second) ? 0 : second));
const cross = drawn((first, second) => (first > 0 === second > 0 ? 2.5 : -2.5));

function accuracy(model: RankingModel, { matrix, labels }: ReturnType<typeof drawn>): number {
  let right = 0;
  for (let row = 0; row < ROWS; row++)
    if (model.logOdds(matrix.values, row * WIDTH) > 0 === (labels.labels[row] === 1)) right++;
  return right / ROWS;
}

const models: readonly (readonly [string, RankingModel])[] = [
  ['boosted trees', fitBoosting(binMatrix(line.matrix), line.labels, BOTH, SETTINGS, 1)],
  ['logistic regression', fitLogistic(line.matrix, line.labels, BOTH, 1)],
  ['true rates', new BetaRates(-1, BOTH)],
];

describe.each(models)('%s', (_, model) => {
  it('is explained by what its features contribute and a rest', () => {
    for (let row = 0; row < 100; row++) {
      const at = row * WIDTH;
      const credits = new Float64Array(WIDTH);
      if (Number.isNaN(line.matrix.values[at + 1])) continue;
      const rest = model.explain(line.matrix.values, at, credits);
      const sum = credits.reduce((total, credit) => total + credit, rest);
      expect(sum).toBeCloseTo(model.logOdds(line.matrix.values, at), 9);
      expect(credits[2]).toBe(0);
    }
  });
});

describe('boosted trees', () => {
  const fitted = () => fitBoosting(binMatrix(cross.matrix), cross.labels, BOTH, SETTINGS, 1);

  it('learn what two features say only together', () => {
    expect(accuracy(fitted(), cross)).toBeGreaterThan(0.85);
  });

  it('say of the rows they were grown on what they then say of any row, missing values included', () => {
    const { matrix, labels } = cross;
    const binned = binMatrix(matrix);
    const flat = new FlatTree(SETTINGS.depth);
    const sums = new Float64Array(ROWS);
    const { parts } = fitBoosting(binned, labels, BOTH, { ...SETTINGS, trees: 5, bags: 1 }, 1);
    for (const tree of parts.trees) {
      flat.place(tree);
      flat.addTo(sums, binned, parts.scale);
    }
    const model = new TreeEnsemble(0, parts.trees, parts.scale, parts.edges);
    for (let row = 0; row < ROWS; row++) expect(sums[row]).toBeCloseTo(model.logOdds(matrix.values, row * WIDTH), 12);
  });

  it('are the same for the same seed', () => {
    const [one, other] = [fitted(), fitted()];
    for (let row = 0; row < 100; row++)
      expect(one.logOdds(cross.matrix.values, row * WIDTH)).toBe(other.logOdds(cross.matrix.values, row * WIDTH));
  });
});

describe('logistic regression', () => {
  it('finds the coefficients', () => {
    const model = fitLogistic(line.matrix, line.labels, BOTH, 1);
    const at = (first: number, second: number) => model.logOdds(Float64Array.of(first, second, 0), 0);
    expect(at(0, 0)).toBeCloseTo(1, 0);
    expect(at(1, 0) - at(0, 0)).toBeCloseTo(2, 0);
    expect(at(0, 1) - at(0, 0)).toBeCloseTo(-1, 0);
  });

  it('moves towards what a closing says', () => {
    const model = fitLogistic(line.matrix, line.labels, BOTH, 1);
    const values = Float64Array.of(1, 1, 0);
    const before = model.logOdds(values, 0);
    model.learn(values, 0, 0);
    expect(model.logOdds(values, 0)).toBeLessThan(before);
  });
});

// Seconds of CPU, which a busy machine makes a minute.
describe('the network', { timeout: 240_000 }, () => {
  it('learns what two features say only together', () => {
    expect(accuracy(fitNetwork(cross.matrix, cross.labels, 1), cross)).toBeGreaterThan(0.8);
  });
});
