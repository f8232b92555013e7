import { FlatEdges, MOST_EDGES } from './flat-edges.ts';
import type { RankingModel } from './model.ts';

export const LEAF = -1;
const SHALLOW = 3;
const DEEP = 5;
/** Whole numbers to the compiler, which `2 ** DEEP` is not. */
const SHALLOW_INNER = 1 << SHALLOW;
const DEEP_INNER = 1 << DEEP;

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

/** Two bins, so that a missing value can be made to go right as well as left without asking. */
const MISSING_LEFT = 0;
const MISSING_RIGHT = MOST_EDGES - 1;
/** No bin lies beyond it. */
const ALWAYS_LEFT = MOST_EDGES;
/** A test is two bytes, so that the inner nodes of a tree are one line of the processor's cache. */
const BIN_BITS = 6;
const BIN_MASK = (1 << BIN_BITS) - 1;
const SIGN_BIT = 31;
const ROOT = 1;

/** What an ensemble is made of; as plain data it can be kept. */
export interface TreeEnsembleParts {
  readonly base: number;
  readonly trees: readonly Tree[];
  readonly scale: number;
  readonly edges: readonly Float64Array[];
}

/**
 * Many trees in flat typed arrays. An event's features are put into bins once, then each node is one comparison of two bytes.
 * Every tree is filled up to three or five levels and laid out breadth first (the children of node n are 2n and 2n + 1), so that
 * the way down is always the same few steps, without a branch that could be guessed wrong.
 */
export class TreeEnsemble implements RankingModel {
  readonly parts: TreeEnsembleParts;
  readonly #base: number;
  readonly #width: number;
  readonly #edges: FlatEdges;
  /** Where the leaves of a tree begin, and also how many nodes are not leaves, the unused one before the root included. */
  readonly #inner: number;
  /** Positions of the features that any tree asks for. */
  readonly #asked: Int32Array;
  /** Of each feature its bin with missing values leftmost, then of each again with missing values rightmost. */
  readonly #bins: Uint8Array;
  /** Tree by tree: which bin to look at, and the last bin that goes left. */
  readonly #tests: Uint16Array;
  /** Tree by tree what each leaf adds to the log-odds; */
  readonly #leaves: Float64Array;
  /** and what each node would add if it were a leaf. */
  readonly #values: Float64Array;

  constructor(base: number, trees: readonly Tree[], scale: number, edges: readonly Float64Array[]) {
    this.parts = { base, trees, scale, edges };
    this.#base = base;
    this.#width = edges.length;
    this.#edges = new FlatEdges(edges);
    this.#bins = new Uint8Array(2 * edges.length);
    const depth = Math.max(0, ...trees.map((tree) => depthBelow(tree, 0)));
    if (depth > DEEP) throw new RangeError(`A tree of ${depth} levels is deeper than ${DEEP}.`);
    this.#inner = depth > SHALLOW ? DEEP_INNER : SHALLOW_INNER;
    this.#tests = new Uint16Array(trees.length * this.#inner).fill(ALWAYS_LEFT);
    this.#leaves = new Float64Array(trees.length * this.#inner);
    this.#values = new Float64Array(2 * trees.length * this.#inner);
    this.#asked = Int32Array.from(
      new Set(trees.flatMap(({ features }) => features.filter((each) => each !== LEAF))),
    ).sort();
    for (const [index, tree] of trees.entries()) this.#place(tree, 0, scale, index, ROOT);
  }

  logOdds(values: Float64Array, at: number): number {
    this.#fillBins(values, at);
    return this.#base + (this.#inner === SHALLOW_INNER ? this.#sumOfShallow() : this.#sumOfDeep());
  }

  #sumOfShallow(): number {
    const bins = this.#bins;
    const tests = this.#tests;
    const leaves = this.#leaves;
    let sum = 0;
    for (let first = 0; first < tests.length; first += SHALLOW_INNER) {
      const second = childOf(ROOT, tests[first + ROOT] ?? 0, bins);
      const third = childOf(second, tests[first + second] ?? 0, bins);
      const leaf = childOf(third, tests[first + third] ?? 0, bins);
      sum += leaves[first + leaf - SHALLOW_INNER] ?? 0;
    }
    return sum;
  }

  #sumOfDeep(): number {
    const bins = this.#bins;
    const tests = this.#tests;
    const leaves = this.#leaves;
    let sum = 0;
    for (let first = 0; first < tests.length; first += DEEP_INNER) {
      const second = childOf(ROOT, tests[first + ROOT] ?? 0, bins);
      const third = childOf(second, tests[first + second] ?? 0, bins);
      const fourth = childOf(third, tests[first + third] ?? 0, bins);
      const fifth = childOf(fourth, tests[first + fourth] ?? 0, bins);
      const leaf = childOf(fifth, tests[first + fifth] ?? 0, bins);
      sum += leaves[first + leaf - DEEP_INNER] ?? 0;
    }
    return sum;
  }

  /** A feature is credited with the change of the expected value at each of its splits on the event's way down (Saabas). */
  explain(values: Float64Array, at: number, out: Float64Array): number {
    this.#fillBins(values, at);
    let rest = this.#base;
    for (let first = 0; first < this.#tests.length; first += this.#inner) {
      let node = ROOT;
      let value = this.#values[2 * first + ROOT] ?? 0;
      rest += value;
      while (node < this.#inner) {
        const test = this.#tests[first + node] ?? 0;
        node = childOf(node, test, this.#bins);
        const next = this.#values[2 * first + node] ?? 0;
        const feature = (test >> BIN_BITS) % this.#width;
        out[feature] = (out[feature] ?? 0) + next - value;
        value = next;
      }
    }
    return rest;
  }

  #fillBins(values: Float64Array, at: number): void {
    const bins = this.#bins;
    this.#edges.fillBins(values, at, this.#asked, bins, 0);
    for (let feature = 0; feature < this.#width; feature++) {
      const bin = bins[feature] ?? MISSING_LEFT;
      bins[this.#width + feature] = bin === MISSING_LEFT ? MISSING_RIGHT : bin;
    }
  }

  /** Below a leaf all nodes are like it. */
  #place(tree: Tree, node: number, scale: number, index: number, place: number): void {
    const value = (tree.values[node] ?? 0) * scale;
    this.#values[2 * index * this.#inner + place] = value;
    if (place >= this.#inner) {
      this.#leaves[index * this.#inner + place - this.#inner] = value;
      return;
    }
    const feature = tree.features[node] ?? LEAF;
    const isLeaf = feature === LEAF;
    if (!isLeaf) {
      const looksAt = feature + (tree.missingLeft[node] === true ? 0 : this.#width);
      this.#tests[index * this.#inner + place] = (looksAt << BIN_BITS) | (tree.bins[node] ?? 0);
    }
    this.#place(tree, isLeaf ? node : (tree.lefts[node] ?? 0), scale, index, 2 * place);
    this.#place(tree, isLeaf ? node : (tree.rights[node] ?? 0), scale, index, 2 * place + 1);
  }
}

/** The difference is negative, its sign bit 1, where the bin lies beyond the last one that goes left. */
function childOf(node: number, test: number, bins: Uint8Array): number {
  return 2 * node + (((test & BIN_MASK) - (bins[test >> BIN_BITS] ?? 0)) >>> SIGN_BIT);
}

function depthBelow(tree: Tree, node: number): number {
  if ((tree.features[node] ?? LEAF) === LEAF) return 0;
  return 1 + Math.max(depthBelow(tree, tree.lefts[node] ?? 0), depthBelow(tree, tree.rights[node] ?? 0));
}
