import type { BinnedMatrix } from './feature-bins.ts';
import { LEAF, type Tree } from './tree-ensemble.ts';

export interface TreeShape {
  readonly depth: number;
  /** Draws the value of a leaf towards nothing. */
  readonly leafPenalty: number;
  readonly leastRowsInLeaf: number;
  readonly leastCurvatureInLeaf: number;
}

/** A bin of the histogram: sum of gradients, sum of curvatures, number of rows. */
const FIELDS = 3;
const LEAST_GAIN = 1e-3;

interface Split {
  readonly slot: number;
  readonly bin: number;
  readonly missingLeft: boolean;
}

interface GrowingTree {
  readonly features: number[];
  readonly bins: number[];
  readonly missingLeft: boolean[];
  readonly lefts: number[];
  readonly rights: number[];
  readonly values: number[];
}

/**
 * Grows one regression tree on gradients and curvatures (second-order boosting, Chen & Guestrin 2016) over histograms of binned
 * features; the larger child's histogram is its parent's less its sibling's.
 */
export class TreeGrower {
  readonly #bins: Uint8Array;
  readonly #edges: readonly Float64Array[];
  readonly #width: number;
  readonly #shape: TreeShape;
  /** Numbers in a histogram of all features. */
  readonly #most: number;
  readonly #spare: Float64Array[] = [];
  /** Where the bins of each candidate begin in a histogram, and behind the last one its end. */
  readonly #offsets: Int32Array;
  #rows: Int32Array = new Int32Array(0);
  #gradients: Float64Array = new Float64Array(0);
  #curvatures: Float64Array = new Float64Array(0);
  #candidates: Int32Array = new Int32Array(0);
  #tree = emptyTree();

  constructor({ bins, edges, width }: BinnedMatrix, shape: TreeShape) {
    this.#bins = bins;
    this.#edges = edges;
    this.#width = width;
    this.#shape = shape;
    this.#most = edges.reduce((sum, { length }) => sum + (length + 2) * FIELDS, 0);
    this.#offsets = new Int32Array(width + 1);
  }

  /** `rows` is reordered. Gradients and curvatures are by row number. */
  grow(rows: Int32Array, gradients: Float64Array, curvatures: Float64Array, candidates: Int32Array): Tree {
    this.#rows = rows;
    this.#gradients = gradients;
    this.#curvatures = curvatures;
    this.#candidates = candidates;
    for (let slot = 0; slot < candidates.length; slot++)
      this.#offsets[slot + 1] = (this.#offsets[slot] ?? 0) + this.#binsOf(slot) * FIELDS;
    this.#tree = emptyTree();
    const histogram = this.#histogram();
    this.#count(0, rows.length, histogram);
    this.#node(0, rows.length, 0, histogram);
    return this.#tree;
  }

  /** A node at the greatest depth is a leaf and needs no histogram. */
  #node(from: number, to: number, depth: number, histogram: Float64Array | undefined): number {
    const tree = this.#tree;
    const node = tree.features.length;
    const rows = this.#rows;
    const gradients = this.#gradients;
    const curvatures = this.#curvatures;
    let gradient = 0;
    let curvature = 0;
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      gradient += gradients[row] ?? 0;
      curvature += curvatures[row] ?? 0;
    }
    tree.features.push(LEAF);
    tree.bins.push(0);
    tree.missingLeft.push(false);
    tree.lefts.push(0);
    tree.rights.push(0);
    tree.values.push(-gradient / (curvature + this.#shape.leafPenalty));
    if (histogram === undefined) return node;
    const split =
      to - from >= 2 * this.#shape.leastRowsInLeaf
        ? this.#bestSplit(histogram, gradient, curvature, to - from)
        : undefined;
    if (split === undefined) {
      this.#spare.push(histogram);
      return node;
    }
    const feature = this.#candidates[split.slot] ?? 0;
    tree.features[node] = feature;
    tree.bins[node] = split.bin;
    tree.missingLeft[node] = split.missingLeft;
    const middle = this.#partition(from, to, feature, split);
    this.#grow(node, from, middle, to, depth + 1, histogram);
    return node;
  }

  #grow(node: number, from: number, middle: number, to: number, depth: number, histogram: Float64Array): void {
    if (depth === this.#shape.depth) {
      this.#spare.push(histogram);
      this.#tree.lefts[node] = this.#node(from, middle, depth, undefined);
      this.#tree.rights[node] = this.#node(middle, to, depth, undefined);
      return;
    }
    const leftIsSmaller = middle - from <= to - middle;
    const smaller = this.#histogram();
    if (leftIsSmaller) this.#count(from, middle, smaller);
    else this.#count(middle, to, smaller);
    const used = this.#used;
    for (let at = 0; at < used; at++) histogram[at] = (histogram[at] ?? 0) - (smaller[at] ?? 0);
    this.#tree.lefts[node] = this.#node(from, middle, depth, leftIsSmaller ? smaller : histogram);
    this.#tree.rights[node] = this.#node(middle, to, depth, leftIsSmaller ? histogram : smaller);
  }

  /** How much of a histogram the candidates take. */
  get #used(): number {
    return this.#offsets[this.#candidates.length] ?? 0;
  }

  /** Bin 0 of missing values, and one more than there are edges. */
  #binsOf(slot: number): number {
    return (this.#edges[this.#candidates[slot] ?? 0]?.length ?? 0) + 2;
  }

  #histogram(): Float64Array {
    return this.#spare.pop() ?? new Float64Array(this.#most);
  }

  #count(from: number, to: number, histogram: Float64Array): void {
    const rows = this.#rows;
    const bins = this.#bins;
    const width = this.#width;
    const gradients = this.#gradients;
    const curvatures = this.#curvatures;
    const candidates = this.#candidates;
    const offsets = this.#offsets;
    histogram.fill(0, 0, this.#used);
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const gradient = gradients[row] ?? 0;
      const curvature = curvatures[row] ?? 0;
      const first = row * width;
      for (let slot = 0; slot < candidates.length; slot++) {
        const bin = bins[first + (candidates[slot] ?? 0)] ?? 0;
        const field = (offsets[slot] ?? 0) + bin * FIELDS;
        histogram[field] = (histogram[field] ?? 0) + gradient;
        histogram[field + 1] = (histogram[field + 1] ?? 0) + curvature;
        histogram[field + 2] = (histogram[field + 2] ?? 0) + 1;
      }
    }
  }

  #bestSplit(histogram: Float64Array, gradient: number, curvature: number, rows: number): Split | undefined {
    const { leafPenalty, leastRowsInLeaf, leastCurvatureInLeaf } = this.#shape;
    const worth = (gradient * gradient) / (curvature + leafPenalty);
    let best = LEAST_GAIN;
    let [bestSlot, bestBin, bestMissingLeft] = [-1, 0, false];
    for (let slot = 0; slot < this.#candidates.length; slot++) {
      const first = this.#offsets[slot] ?? 0;
      const bins = this.#binsOf(slot) - 1;
      const missing = histogram[first + 2] ?? 0;
      for (let missingLeft = 0; missingLeft < (missing > 0 ? 2 : 1); missingLeft++) {
        let left = missingLeft === 1 ? (histogram[first] ?? 0) : 0;
        let leftCurvature = missingLeft === 1 ? (histogram[first + 1] ?? 0) : 0;
        let leftRows = missingLeft === 1 ? missing : 0;
        const lastBin = missing > 0 && missingLeft === 0 ? bins : bins - 1;
        for (let bin = 1; bin <= lastBin; bin++) {
          const field = first + bin * FIELDS;
          if (histogram[field + 2] === 0) continue;
          left += histogram[field] ?? 0;
          leftCurvature += histogram[field + 1] ?? 0;
          leftRows += histogram[field + 2] ?? 0;
          const rightCurvature = curvature - leftCurvature;
          if (rows - leftRows < leastRowsInLeaf || rightCurvature < leastCurvatureInLeaf) break;
          if (leftRows < leastRowsInLeaf || leftCurvature < leastCurvatureInLeaf) continue;
          const right = gradient - left;
          const gain =
            (left * left) / (leftCurvature + leafPenalty) + (right * right) / (rightCurvature + leafPenalty) - worth;
          if (gain <= best) continue;
          best = gain;
          bestSlot = slot;
          bestBin = bin;
          bestMissingLeft = missingLeft === 1;
        }
      }
    }
    return bestSlot < 0 ? undefined : { slot: bestSlot, bin: bestBin, missingLeft: bestMissingLeft };
  }

  /** Puts the rows that go left before the others; returns where the others begin. */
  #partition(from: number, to: number, feature: number, split: Split): number {
    const rows = this.#rows;
    const bins = this.#bins;
    const width = this.#width;
    let left = from;
    let right = to - 1;
    while (left <= right) {
      const row = rows[left] ?? 0;
      const bin = bins[row * width + feature] ?? 0;
      if (bin === 0 ? split.missingLeft : bin <= split.bin) left++;
      else {
        rows[left] = rows[right] ?? 0;
        rows[right] = row;
        right--;
      }
    }
    return left;
  }
}

function emptyTree(): GrowingTree {
  return { features: [], bins: [], missingLeft: [], lefts: [], rights: [], values: [] };
}
