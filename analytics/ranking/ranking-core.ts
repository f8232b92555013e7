import type { Feature } from './feature.ts';
import type { Drift } from './fit/drift.ts';
import type { Line } from './fit/line-calibration.ts';
import { LogisticRegression } from './models/logistic-regression.ts';
import type { RankingModel } from './models/model.ts';
import type { KeyedRow } from './past/row-keys.ts';
import type { CompanyView } from './past/company-view.ts';
import type { RateBook } from './rates/rate-book.ts';

export type ModelName = 'boosting' | 'logistic' | 'rates' | 'network';

export interface CalibratedModel {
  readonly name: ModelName;
  readonly model: RankingModel;
  /** Its calibration when it ranks alone. */
  readonly line: Line;
}

interface CoreParts {
  readonly features: readonly Feature[];
  readonly book: RateBook;
  readonly models: readonly CalibratedModel[];
  readonly shares: Readonly<Partial<Record<ModelName, number>>>;
  readonly line: Line;
  readonly drift: Drift | undefined;
}

/**
 * Fitted models with the rates they were fitted with: turns the features of one event into calibrated log-odds, and learns from
 * closings. What it is asked about is always the event whose features were gathered last.
 */
export class RankingCore {
  readonly features: readonly Feature[];
  readonly #book: RateBook;
  readonly #models: readonly (CalibratedModel & { readonly share: number })[];
  readonly #line: Line;
  readonly #drift: Drift | undefined;
  readonly #credits: Float64Array;

  constructor(parts: CoreParts) {
    this.features = parts.features;
    this.#book = parts.book;
    this.#models = parts.models.map((each) => ({ ...each, share: parts.shares[each.name] ?? 0 }));
    this.#line = parts.line;
    this.#drift = parts.drift;
    this.#credits = new Float64Array(parts.features.length);
  }

  /** What was fitted, without the rates: those are learned again from what was closed. */
  get parts(): Omit<CoreParts, 'book' | 'shares' | 'models'> & {
    readonly models: readonly (CalibratedModel & { readonly share: number })[];
  } {
    return { features: this.features, models: this.#models, line: this.#line, drift: this.#drift };
  }

  /** Writes the rates that belong to an event behind its context features. */
  writeRates(row: KeyedRow, company: CompanyView, nowSeconds: number, out: Float64Array, at: number): void {
    this.#book.write(row, company, nowSeconds, out, at);
  }

  /** Calibrated log-odds that the event is true. */
  logOdds(values: Float64Array): number {
    let mixed = 0;
    for (const { model, share } of this.#models) if (share > 0) mixed += share * model.logOdds(values, 0);
    return this.#line.intercept + this.#line.slope * mixed + (this.#drift?.shift ?? 0);
  }

  /** Calibrated log-odds of one of the models by itself; undefined if it was not fitted. */
  logOddsOf(name: ModelName, values: Float64Array): number | undefined {
    const found = this.#models.find((each) => each.name === name);
    if (found === undefined) return undefined;
    return found.line.intercept + found.line.slope * found.model.logOdds(values, 0);
  }

  /** Adds to `out` what each feature contributes to the log-odds; returns the rest. */
  explain(values: Float64Array, out: Float64Array): number {
    let rest = this.#line.intercept + (this.#drift?.shift ?? 0);
    for (const { model, share } of this.#models) {
      if (share === 0) continue;
      const scale = share * this.#line.slope;
      const credits = this.#credits.fill(0);
      rest += scale * model.explain(values, 0, credits);
      for (let feature = 0; feature < credits.length; feature++)
        out[feature] = (out[feature] ?? 0) + scale * (credits[feature] ?? 0);
    }
    return rest;
  }

  /** Teaches a closing: `values` and `logOdds` are what the event was ranked with. */
  learn(row: KeyedRow, values: Float64Array, logOdds: number, label: 0 | 1): void {
    this.#book.learn(row, label);
    this.#drift?.learn(row.timeSeconds, logOdds - this.#drift.shift, label);
    for (const { model } of this.#models) if (model instanceof LogisticRegression) model.learn(values, 0, label);
  }
}
