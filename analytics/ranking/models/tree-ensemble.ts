import type { RankingModel } from './model.ts';

export const LEAF = -1;

/** One tree's nodes in growing order; node 0 is its root. */
export interface Tree {
  readonly features: readonly number[];
  /** Smaller values go left: those below the edge, which are those of bins up to `bins`. */
  readonly edges: readonly number[];
  readonly bins: readonly number[];
  readonly missingLeft: readonly boolean[];
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  /** What a node would add to the log-odds if it were a leaf. */
  readonly values: readonly number[];
}

/** Many trees in one row of typed arrays, so that scoring an event touches little memory and allocates nothing. */
export class TreeEnsemble implements RankingModel {
  readonly #base: number;
  readonly #roots: Int32Array;
  readonly #features: Int16Array;
  readonly #edges: Float64Array;
  readonly #missingLeft: Uint8Array;
  readonly #lefts: Int32Array;
  readonly #rights: Int32Array;
  readonly #values: Float64Array;

  constructor(base: number, trees: readonly Tree[], scale: number) {
    this.#base = base;
    const starts: number[] = [];
    let size = 0;
    for (const tree of trees) {
      starts.push(size);
      size += tree.features.length;
    }
    const flat = <T>(pick: (tree: Tree, start: number) => readonly T[]): readonly T[] =>
      trees.flatMap((tree, index) => pick(tree, starts[index] ?? 0));
    this.#roots = Int32Array.from(starts);
    this.#features = Int16Array.from(flat((tree) => tree.features));
    this.#edges = Float64Array.from(flat((tree) => tree.edges));
    this.#missingLeft = Uint8Array.from(
      flat((tree) => tree.missingLeft),
      Number,
    );
    this.#lefts = Int32Array.from(flat((tree, start) => tree.lefts.map((node) => node + start)));
    this.#rights = Int32Array.from(flat((tree, start) => tree.rights.map((node) => node + start)));
    this.#values = Float64Array.from(
      flat((tree) => tree.values),
      (value) => value * scale,
    );
  }

  logOdds(values: Float64Array, at: number): number {
    let sum = this.#base;
    for (let tree = 0; tree < this.#roots.length; tree++) {
      let node = this.#roots[tree] ?? 0;
      while ((this.#features[node] ?? LEAF) !== LEAF) node = this.#child(node, values, at);
      sum += this.#values[node] ?? 0;
    }
    return sum;
  }

  /** A feature is credited with the change of the expected value at each of its splits on the event's way down (Saabas). */
  explain(values: Float64Array, at: number, out: Float64Array): number {
    let rest = this.#base;
    for (let tree = 0; tree < this.#roots.length; tree++) {
      let node = this.#roots[tree] ?? 0;
      rest += this.#values[node] ?? 0;
      while ((this.#features[node] ?? LEAF) !== LEAF) {
        const child = this.#child(node, values, at);
        const feature = this.#features[node] ?? 0;
        out[feature] = (out[feature] ?? 0) + (this.#values[child] ?? 0) - (this.#values[node] ?? 0);
        node = child;
      }
    }
    return rest;
  }

  #child(node: number, values: Float64Array, at: number): number {
    const value = values[at + (this.#features[node] ?? 0)] ?? NaN;
    const left = Number.isNaN(value) ? this.#missingLeft[node] === 1 : value < (this.#edges[node] ?? 0);
    return (left ? this.#lefts[node] : this.#rights[node]) ?? 0;
  }
}
