import { binOf } from './feature-bins.ts';
import type { RankingModel } from './model.ts';

export const LEAF = -1;
const NO_EDGES = new Float64Array(0);

/** One tree's nodes in growing order; node 0 is its root. */
export interface Tree {
  readonly features: readonly number[];
  /** Bins up to this one go left. */
  readonly bins: readonly number[];
  readonly missingLeft: readonly boolean[];
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  /** What a node would add to the log-odds if it were a leaf. */
  readonly values: readonly number[];
}

/** Two of them, so that a missing value can be made to go right as well as left without asking. */
const MISSING_LEFT = 0;
const MISSING_RIGHT = 255;
const BIN_BITS = 8;
const BIN_MASK = (1 << BIN_BITS) - 1;
const NO_CHILD = -1;

/**
 * Many trees in flat typed arrays. An event's features are put into bins once, then each node is one comparison of two bytes; a
 * right child lies behind its left sibling, so that the way down needs no branch.
 */
export class TreeEnsemble implements RankingModel {
  readonly #base: number;
  readonly #edges: readonly Float64Array[];
  /** Positions of the features that any tree asks for. */
  readonly #asked: Int32Array;
  /** Of each feature twice: its bin with missing values leftmost, then with missing values rightmost. */
  readonly #bins: Uint8Array;
  readonly #roots: Int32Array;
  /** Which bin to look at, and the last bin that goes left. */
  readonly #tests: Int32Array;
  readonly #lefts: Int32Array;
  readonly #values: Float64Array;

  constructor(base: number, trees: readonly Tree[], scale: number, edges: readonly Float64Array[]) {
    const size = trees.reduce((sum, { features }) => sum + features.length, 0);
    this.#base = base;
    this.#edges = edges;
    this.#bins = new Uint8Array(2 * edges.length);
    this.#roots = new Int32Array(trees.length);
    this.#tests = new Int32Array(size);
    this.#lefts = new Int32Array(size).fill(NO_CHILD);
    this.#values = new Float64Array(size);
    this.#asked = Int32Array.from(
      new Set(trees.flatMap(({ features }) => features.filter((each) => each !== LEAF))),
    ).sort();
    let next = 0;
    for (const [index, tree] of trees.entries()) {
      this.#roots[index] = next;
      next = this.#place(tree, next, scale);
    }
  }

  logOdds(values: Float64Array, at: number): number {
    this.#fillBins(values, at);
    const bins = this.#bins;
    const tests = this.#tests;
    const lefts = this.#lefts;
    let sum = this.#base;
    for (const root of this.#roots) {
      let node = root;
      for (let left = lefts[node] ?? NO_CHILD; left !== NO_CHILD; left = lefts[node] ?? NO_CHILD) {
        const test = tests[node] ?? 0;
        node = left + Number((bins[test >> BIN_BITS] ?? 0) > (test & BIN_MASK));
      }
      sum += this.#values[node] ?? 0;
    }
    return sum;
  }

  /** A feature is credited with the change of the expected value at each of its splits on the event's way down (Saabas). */
  explain(values: Float64Array, at: number, out: Float64Array): number {
    this.#fillBins(values, at);
    let rest = this.#base;
    for (const root of this.#roots) {
      let node = root;
      rest += this.#values[node] ?? 0;
      for (let left = this.#lefts[node] ?? NO_CHILD; left !== NO_CHILD; left = this.#lefts[node] ?? NO_CHILD) {
        const test = this.#tests[node] ?? 0;
        const place = test >> BIN_BITS;
        const child = left + Number((this.#bins[place] ?? 0) > (test & BIN_MASK));
        const feature = place >> 1;
        out[feature] = (out[feature] ?? 0) + (this.#values[child] ?? 0) - (this.#values[node] ?? 0);
        node = child;
      }
    }
    return rest;
  }

  #fillBins(values: Float64Array, at: number): void {
    for (const feature of this.#asked) {
      const value = values[at + feature] ?? NaN;
      const isMissing = Number.isNaN(value);
      const bin = isMissing ? 0 : binOf(value, this.#edges[feature] ?? NO_EDGES);
      this.#bins[2 * feature] = isMissing ? MISSING_LEFT : bin;
      this.#bins[2 * feature + 1] = isMissing ? MISSING_RIGHT : bin;
    }
  }

  /** Lays a tree's nodes from `root` on, siblings side by side; returns where the next tree begins. */
  #place(tree: Tree, root: number, scale: number): number {
    const waiting = [{ node: 0, place: root }];
    let next = root + 1;
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      const { node, place } = item;
      this.#values[place] = (tree.values[node] ?? 0) * scale;
      const feature = tree.features[node] ?? LEAF;
      if (feature === LEAF) continue;
      const looksAt = 2 * feature + (tree.missingLeft[node] === true ? 0 : 1);
      this.#tests[place] = (looksAt << BIN_BITS) | (tree.bins[node] ?? 0);
      this.#lefts[place] = next;
      waiting.push({ node: tree.lefts[node] ?? 0, place: next }, { node: tree.rights[node] ?? 0, place: next + 1 });
      next += 2;
    }
    return next;
  }
}
