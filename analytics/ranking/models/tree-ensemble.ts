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

const ROOT = 1;
/** Nothing is as large or larger. */
const NEVER = NaN;

/** What an ensemble is made of; as plain data it can be kept. */
export interface TreeEnsembleParts {
  readonly base: number;
  readonly trees: readonly Tree[];
  readonly scale: number;
  readonly edges: readonly Float64Array[];
}

/**
 * Many trees in flat typed arrays. Every tree is filled up to three or five levels and laid out breadth first (the children of
 * node n are 2n and 2n + 1), so that the way down is always the same few comparisons, without a branch that could be guessed wrong.
 */
export class TreeEnsemble implements RankingModel {
  readonly parts: TreeEnsembleParts;
  readonly #base: number;
  readonly #width: number;
  /** Where the leaves of a tree begin, and also how many nodes are not leaves, the unused one before the root included. */
  readonly #inner: number;
  /** Positions of the features that any tree asks for. */
  readonly #asked: Int32Array;
  /** The features with missing values below everything, then all of them again with missing values above everything. */
  readonly #inputs: Float64Array;
  /** Tree by tree: which input to look at, */
  readonly #looks: Uint16Array;
  /** and from which value on it goes right; never, where there is nothing to ask. */
  readonly #limits: Float64Array;
  /** Tree by tree what each leaf adds to the log-odds; */
  readonly #leaves: Float64Array;
  /** and what each node would add if it were a leaf. */
  readonly #values: Float64Array;

  constructor(base: number, trees: readonly Tree[], scale: number, edges: readonly Float64Array[]) {
    this.parts = { base, trees, scale, edges };
    this.#base = base;
    this.#width = edges.length;
    this.#inputs = new Float64Array(2 * edges.length);
    const depth = Math.max(0, ...trees.map((tree) => depthBelow(tree, 0)));
    if (depth > DEEP) throw new RangeError(`A tree of ${depth} levels is deeper than ${DEEP}.`);
    this.#inner = depth > SHALLOW ? DEEP_INNER : SHALLOW_INNER;
    this.#looks = new Uint16Array(trees.length * this.#inner);
    this.#limits = new Float64Array(trees.length * this.#inner).fill(NEVER);
    this.#leaves = new Float64Array(trees.length * this.#inner);
    this.#values = new Float64Array(2 * trees.length * this.#inner);
    this.#asked = Int32Array.from(
      new Set(trees.flatMap(({ features }) => features.filter((each) => each !== LEAF))),
    ).sort();
    for (const [index, tree] of trees.entries()) this.#place(tree, 0, scale, index, ROOT);
  }

  logOdds(values: Float64Array, at: number): number {
    this.#takeIn(values, at);
    return this.#base + (this.#inner === SHALLOW_INNER ? this.#sumOfShallow() : this.#sumOfDeep());
  }

  #sumOfShallow(): number {
    const inputs = this.#inputs;
    const looks = this.#looks;
    const limits = this.#limits;
    const leaves = this.#leaves;
    let sum = 0;
    for (let first = 0; first < looks.length; first += SHALLOW_INNER) {
      const second = childOf(ROOT, first + ROOT, looks, limits, inputs);
      const third = childOf(second, first + second, looks, limits, inputs);
      const leaf = childOf(third, first + third, looks, limits, inputs);
      sum += leaves[first + leaf - SHALLOW_INNER] ?? 0;
    }
    return sum;
  }

  #sumOfDeep(): number {
    const inputs = this.#inputs;
    const looks = this.#looks;
    const limits = this.#limits;
    const leaves = this.#leaves;
    let sum = 0;
    for (let first = 0; first < looks.length; first += DEEP_INNER) {
      const second = childOf(ROOT, first + ROOT, looks, limits, inputs);
      const third = childOf(second, first + second, looks, limits, inputs);
      const fourth = childOf(third, first + third, looks, limits, inputs);
      const fifth = childOf(fourth, first + fourth, looks, limits, inputs);
      const leaf = childOf(fifth, first + fifth, looks, limits, inputs);
      sum += leaves[first + leaf - DEEP_INNER] ?? 0;
    }
    return sum;
  }

  /** A feature is credited with the change of the expected value at each of its splits on the event's way down (Saabas). */
  explain(values: Float64Array, at: number, out: Float64Array): number {
    this.#takeIn(values, at);
    const width = this.#width;
    const inner = this.#inner;
    const inputs = this.#inputs;
    const looks = this.#looks;
    const limits = this.#limits;
    const ofNodes = this.#values;
    let rest = this.#base;
    for (let first = 0; first < looks.length; first += inner) {
      let node = ROOT;
      let value = ofNodes[2 * first + ROOT] ?? 0;
      rest += value;
      while (node < inner) {
        const look = looks[first + node] ?? 0;
        node = childOf(node, first + node, looks, limits, inputs);
        const next = ofNodes[2 * first + node] ?? 0;
        const feature = look < width ? look : look - width;
        out[feature] = (out[feature] ?? 0) + next - value;
        value = next;
      }
    }
    return rest;
  }

  #takeIn(values: Float64Array, at: number): void {
    const asked = this.#asked;
    const inputs = this.#inputs;
    const width = this.#width;
    for (let index = 0; index < asked.length; index++) {
      const feature = asked[index] ?? 0;
      const value = values[at + feature] ?? NaN;
      const isMissing = Number.isNaN(value);
      inputs[feature] = isMissing ? -Infinity : value;
      inputs[width + feature] = isMissing ? Infinity : value;
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
      const at = index * this.#inner + place;
      this.#looks[at] = feature + (tree.missingLeft[node] === true ? 0 : this.#width);
      // Bins are counted from 1: the edge behind a bin has its number less one. Behind the last there is only what is missing.
      this.#limits[at] = this.parts.edges[feature]?.[(tree.bins[node] ?? 0) - 1] ?? Infinity;
    }
    this.#place(tree, isLeaf ? node : (tree.lefts[node] ?? 0), scale, index, 2 * place);
    this.#place(tree, isLeaf ? node : (tree.rights[node] ?? 0), scale, index, 2 * place + 1);
  }
}

function childOf(node: number, at: number, looks: Uint16Array, limits: Float64Array, inputs: Float64Array): number {
  return 2 * node + Number((inputs[looks[at] ?? 0] ?? 0) >= (limits[at] ?? NEVER));
}

function depthBelow(tree: Tree, node: number): number {
  if ((tree.features[node] ?? LEAF) === LEAF) return 0;
  return 1 + Math.max(depthBelow(tree, tree.lefts[node] ?? 0), depthBelow(tree, tree.rights[node] ?? 0));
}
