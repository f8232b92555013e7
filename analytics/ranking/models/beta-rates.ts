import type { RankingModel } from './model.ts';

/**
 * The simplest ranking: how true the type, the site and the sensor have been, each a Beta posterior drawn towards the room's
 * rate, taken as independent. The rates are features already; this adds them up.
 */
export class BetaRates implements RankingModel {
  readonly #usual: number;
  readonly #features: Int32Array;

  /** `usual` are the room's log-odds, `features` the positions of the rates. */
  constructor(usual: number, features: Int32Array) {
    this.#usual = usual;
    this.#features = features;
  }

  logOdds(values: Float64Array, at: number): number {
    let sum = this.#usual;
    for (const feature of this.#features) sum += values[at + feature] ?? 0;
    return sum;
  }

  explain(values: Float64Array, at: number, out: Float64Array): number {
    for (const feature of this.#features) out[feature] = (out[feature] ?? 0) + (values[at + feature] ?? 0);
    return this.#usual;
  }
}
