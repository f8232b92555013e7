import type { BinnedMatrix } from './feature-bins.ts';
import { LEAF, type Tree } from './tree-ensemble.ts';

const BIN_BITS = 6;
const BIN_MASK = (1 << BIN_BITS) - 1;
const SIGN_BIT = 31;
const ROOT = 1;
/** Added to a bin and masked it leaves a missing value, bin 0, where it is, leftmost, */
const MISSING_LEFT = 0;
/** or moves every bin down by one and the missing value round to the rightmost. */
const MISSING_RIGHT = BIN_MASK;
const ALWAYS_LEFT = BIN_MASK;

/**
 * One tree that was just grown, filled up to its greatest depth and laid out breadth first (the children of node n are 2n and
 * 2n + 1), so that what it says of every row is found in the same few steps without a branch that could be guessed wrong.
 */
export class FlatTree {
  readonly #depth: number;
  /** The feature to look at, what to add to its bin, and the last bin that goes left. */
  readonly #tests: Uint32Array;
  readonly #leaves: Float64Array;

  constructor(depth: number) {
    this.#depth = depth;
    this.#tests = new Uint32Array(2 ** depth);
    this.#leaves = new Float64Array(2 ** depth);
  }

  place(tree: Tree): void {
    this.#place(tree, 0, ROOT);
  }

  /** Adds what the tree says of each row, times `scale`. */
  addTo(sums: Float64Array, { bins, width }: BinnedMatrix, scale: number): void {
    const depth = this.#depth;
    const tests = this.#tests;
    const leaves = this.#leaves;
    const inner = leaves.length;
    for (let row = 0; row < sums.length; row++) {
      const first = row * width;
      let node = ROOT;
      for (let level = 0; level < depth; level++) {
        const test = tests[node] ?? 0;
        const bin = ((bins[first + (test >>> (2 * BIN_BITS))] ?? 0) + (test >>> BIN_BITS)) & BIN_MASK;
        // The difference is negative, its sign bit 1, where the bin lies beyond the last one that goes left.
        node = 2 * node + (((test & BIN_MASK) - bin) >>> SIGN_BIT);
      }
      sums[row] = (sums[row] ?? 0) + scale * (leaves[node - inner] ?? 0);
    }
  }

  /** Below a leaf all nodes are like it. */
  #place(tree: Tree, node: number, place: number): void {
    if (place >= this.#leaves.length) {
      this.#leaves[place - this.#leaves.length] = tree.values[node] ?? 0;
      return;
    }
    const feature = tree.features[node] ?? LEAF;
    const isLeaf = feature === LEAF;
    if (isLeaf) this.#tests[place] = ALWAYS_LEFT;
    else {
      const isMissingLeft = tree.missingLeft[node] === true;
      const lastLeft = (tree.bins[node] ?? 0) - (isMissingLeft ? 0 : 1);
      const shift = isMissingLeft ? MISSING_LEFT : MISSING_RIGHT;
      this.#tests[place] = (((feature << BIN_BITS) | shift) << BIN_BITS) | lastLeft;
    }
    this.#place(tree, isLeaf ? node : (tree.lefts[node] ?? 0), 2 * place);
    this.#place(tree, isLeaf ? node : (tree.rights[node] ?? 0), 2 * place + 1);
  }
}
