import { seededUniform } from '../random.ts';
import type { BinnedMatrix } from './feature-bins.ts';
import { FlatTree } from './flat-tree.ts';
import { baseLogOdds, sigmoid, type Labels } from './model.ts';
import { TreeEnsemble, type Tree } from './tree-ensemble.ts';
import { TreeGrower, type TreeShape } from './tree-grower.ts';

export interface BoostingSettings extends TreeShape {
  readonly trees: number;
  readonly learningRate: number;
  readonly rowShare: number;
  readonly featureShare: number;
  /** Independent runs whose mean is taken. */
  readonly bags: number;
}

/** Rows with small gradients are drawn with less chance and count for more; none with less than this. */
const LEAST_CHANCE = 0.05;
const LEAST_CURVATURE = 1e-6;
const SEED_STEP = 7919;

/** Boosted trees over some of the features, with sampled rows and features, several runs averaged. */
export function fitBoosting(
  binned: BinnedMatrix,
  labels: Labels,
  features: Int32Array,
  settings: BoostingSettings,
  seed: number,
): TreeEnsemble {
  const base = baseLogOdds(labels);
  const usable = features.filter((feature) => (binned.edges[feature]?.length ?? 0) > 0);
  const grower = new TreeGrower(binned, settings);
  const trees: Tree[] = [];
  for (let bag = 0; bag < settings.bags; bag++) {
    const run = new BoostingRun(binned, grower, labels, usable, settings, base, seededUniform(seed + bag * SEED_STEP));
    for (let round = 0; round < settings.trees; round++) trees.push(run.next());
  }
  return new TreeEnsemble(base, trees, settings.learningRate / settings.bags, binned.edges);
}

class BoostingRun {
  readonly #binned: BinnedMatrix;
  readonly #grower: TreeGrower;
  readonly #flat: FlatTree;
  readonly #labels: Labels;
  readonly #features: Int32Array;
  readonly #settings: BoostingSettings;
  readonly #uniform: () => number;
  readonly #logOdds: Float64Array;
  readonly #gradients: Float64Array;
  readonly #curvatures: Float64Array;
  readonly #drawn: Int32Array;

  constructor(
    binned: BinnedMatrix,
    grower: TreeGrower,
    labels: Labels,
    features: Int32Array,
    settings: BoostingSettings,
    base: number,
    uniform: () => number,
  ) {
    const rows = labels.labels.length;
    this.#binned = binned;
    this.#grower = grower;
    this.#flat = new FlatTree(settings.depth);
    this.#labels = labels;
    this.#features = features;
    this.#settings = settings;
    this.#uniform = uniform;
    this.#logOdds = new Float64Array(rows).fill(base);
    this.#gradients = new Float64Array(rows);
    this.#curvatures = new Float64Array(rows);
    this.#drawn = new Int32Array(rows);
  }

  next(): Tree {
    const rows = this.#draw(this.#differentiate());
    const tree = this.#grower.grow(rows, this.#gradients, this.#curvatures, this.#drawFeatures());
    this.#flat.place(tree);
    this.#flat.addTo(this.#logOdds, this.#binned, this.#settings.learningRate);
    return tree;
  }

  /** Returns the mean size of a gradient. */
  #differentiate(): number {
    const { labels, weights } = this.#labels;
    const logOdds = this.#logOdds;
    const gradients = this.#gradients;
    const curvatures = this.#curvatures;
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const probability = sigmoid(logOdds[row] ?? 0);
      const weight = weights[row] ?? 0;
      const gradient = weight * (probability - (labels[row] ?? 0));
      gradients[row] = gradient;
      curvatures[row] = weight * Math.max(LEAST_CURVATURE, probability * (1 - probability));
      sum += Math.abs(gradient);
    }
    return sum / labels.length;
  }

  /** Draws rows by the size of their gradients and weighs them so that sums stay true on average. */
  #draw(meanGradient: number): Int32Array {
    const { rowShare } = this.#settings;
    const gradients = this.#gradients;
    const curvatures = this.#curvatures;
    const drawn = this.#drawn;
    const uniform = this.#uniform;
    let count = 0;
    for (let row = 0; row < gradients.length; row++) {
      const gradient = gradients[row] ?? 0;
      const chance = Math.min(1, Math.max(LEAST_CHANCE, Math.abs(gradient) / meanGradient));
      if (uniform() >= rowShare * chance) continue;
      drawn[count++] = row;
      gradients[row] = gradient / chance;
      curvatures[row] = (curvatures[row] ?? 0) / chance;
    }
    return drawn.subarray(0, count);
  }

  #drawFeatures(): Int32Array {
    const drawn = this.#features.filter(() => this.#uniform() < this.#settings.featureShare);
    return drawn.length > 0 ? drawn : this.#features;
  }
}
