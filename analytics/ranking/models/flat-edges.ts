/** A power of two: the search below takes as many steps as it has bits. */
const SLOTS = 64;
const SLOT_BITS = 6;
export const MOST_EDGES = SLOTS - 1;

/**
 * The edges between the bins of many features in one array, each feature's padded to the same length, so that a bin is found in
 * six steps without a branch that could be guessed wrong.
 */
export class FlatEdges {
  readonly #edges: Float64Array;

  /** At most `MOST_EDGES` for each feature, rising. */
  constructor(edges: readonly Float64Array[]) {
    this.#edges = new Float64Array(edges.length * SLOTS).fill(Infinity);
    for (const [feature, ofFeature] of edges.entries()) this.#edges.set(ofFeature, feature * SLOTS);
  }

  /** Writes the bins of some features of the row at `at`: 0 for a missing value, else from 1 on. */
  fillBins(values: Float64Array, at: number, features: Int32Array, bins: Uint8Array, to: number): void {
    const edges = this.#edges;
    for (let index = 0; index < features.length; index++) {
      const feature = features[index] ?? 0;
      const value = values[at + feature] ?? NaN;
      const first = feature << SLOT_BITS;
      let edge = first;
      edge += 32 * Number(value >= (edges[edge + 31] ?? 0));
      edge += 16 * Number(value >= (edges[edge + 15] ?? 0));
      edge += 8 * Number(value >= (edges[edge + 7] ?? 0));
      edge += 4 * Number(value >= (edges[edge + 3] ?? 0));
      edge += 2 * Number(value >= (edges[edge + 1] ?? 0));
      edge += Number(value >= (edges[edge] ?? 0));
      bins[to + feature] = Number.isNaN(value) ? 0 : edge - first + 1;
    }
  }
}
