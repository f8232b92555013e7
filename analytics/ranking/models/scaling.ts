import type { Matrix } from './model.ts';

/** Standard scores beyond this are cut off: an odd value must not outweigh everything else. */
const FARTHEST = 4;
const LEAST_SPREAD = 1e-6;

/** Means and spreads of features; missing values and features that never change become 0. */
export class Scaling {
  readonly #means: Float64Array;
  readonly #inverseSpreads: Float64Array;

  constructor(means: Float64Array, inverseSpreads: Float64Array) {
    this.#means = means;
    this.#inverseSpreads = inverseSpreads;
  }

  static of({ width, values }: Matrix): Scaling {
    const counts = new Float64Array(width);
    const sums = new Float64Array(width);
    const squares = new Float64Array(width);
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      const feature = at % width;
      counts[feature] = (counts[feature] ?? 0) + 1;
      sums[feature] = (sums[feature] ?? 0) + value;
    }
    const means = sums.map((sum, feature) => sum / Math.max(1, counts[feature] ?? 0));
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      const feature = at % width;
      squares[feature] = (squares[feature] ?? 0) + (value - (means[feature] ?? 0)) ** 2;
    }
    const inverseSpreads = squares.map((sum, feature) => {
      const spread = Math.sqrt(sum / Math.max(1, counts[feature] ?? 0));
      return spread < LEAST_SPREAD ? 0 : 1 / spread;
    });
    return new Scaling(means, inverseSpreads);
  }

  get parts(): { readonly means: Float64Array; readonly inverseSpreads: Float64Array } {
    return { means: this.#means, inverseSpreads: this.#inverseSpreads };
  }

  get width(): number {
    return this.#means.length;
  }

  /** Sum of the standard scores of some features of the row at `at`, each times its weight; what is missing adds nothing. */
  weighed(values: Float64Array, at: number, features: Int32Array, weights: Float64Array): number {
    const means = this.#means;
    const inverseSpreads = this.#inverseSpreads;
    let sum = 0;
    for (let index = 0; index < features.length; index++) {
      const value = values[at + (features[index] ?? 0)] ?? NaN;
      const score = (value - (means[index] ?? 0)) * (inverseSpreads[index] ?? 0);
      if (!Number.isNaN(score)) sum += (weights[index] ?? 0) * Math.max(-FARTHEST, Math.min(FARTHEST, score));
    }
    return sum;
  }

  scaled(value: number, feature: number): number {
    if (Number.isNaN(value)) return 0;
    const score = (value - (this.#means[feature] ?? 0)) * (this.#inverseSpreads[feature] ?? 0);
    return Math.max(-FARTHEST, Math.min(FARTHEST, score));
  }
}
