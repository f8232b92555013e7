import type { Feature } from '../feature.ts';
import type { ContextFeatures } from '../past/context-features.ts';
import type { KeyedRow } from '../past/row-keys.ts';
import type { CompanyView } from '../past/company-view.ts';
import type { RateBook } from '../rates/rate-book.ts';

/**
 * The closed events of a training file: what does not depend on dispositions is computed once, rates anew for each part held
 * out. Rows that teach nothing still happened, and count in the past of the others.
 */
export class FeatureTable {
  readonly features: readonly Feature[];
  readonly rows: readonly KeyedRow[];
  readonly #context: Float64Array;
  readonly #contextWidth: number;
  readonly #companyFrom: Int32Array;
  readonly #companyTypes: Int32Array;
  readonly #companyAges: Float64Array;
  readonly #companySame: Uint8Array;
  readonly #endSeconds: number;

  /** `all` in time order; `teaching` says which of them have a label. */
  constructor(
    all: readonly KeyedRow[],
    teaching: readonly boolean[],
    past: ContextFeatures,
    rateFeatures: readonly Feature[],
  ) {
    const rows = all.filter((_, index) => teaching[index]);
    this.rows = rows;
    this.features = [...past.features, ...rateFeatures];
    this.#contextWidth = past.features.length;
    this.#context = new Float64Array(rows.length * this.#contextWidth);
    this.#companyFrom = new Int32Array(rows.length + 1);
    const types: number[] = [];
    const ages: number[] = [];
    const same: number[] = [];
    const { company } = past;
    const unused = new Float64Array(this.#contextWidth);
    let index = 0;
    for (const [position, row] of all.entries()) {
      if (teaching[position] !== true) {
        past.observe(row, unused, 0);
        continue;
      }
      past.observe(row, this.#context, index * this.#contextWidth);
      for (let entry = 0; entry < company.to; entry++) {
        types.push(company.types[entry] ?? 0);
        ages.push(company.agesSeconds[entry] ?? 0);
        same.push(company.sameSensor[entry] ?? 0);
      }
      index++;
      this.#companyFrom[index] = types.length;
    }
    this.#companyTypes = Int32Array.from(types);
    this.#companyAges = Float64Array.from(ages);
    this.#companySame = Uint8Array.from(same);
    this.#endSeconds = rows.at(-1)?.timeSeconds ?? 0;
  }

  get width(): number {
    return this.features.length;
  }

  /** Writes the features of one row with the rates of a book. */
  write(index: number, book: RateBook, out: Float64Array, at: number): void {
    const row = this.rows[index];
    if (row === undefined) return;
    const from = index * this.#contextWidth;
    for (let feature = 0; feature < this.#contextWidth; feature++)
      out[at + feature] = this.#context[from + feature] ?? NaN;
    book.write(row, this.#companyOf(index), this.#endSeconds, out, at + this.#contextWidth);
  }

  #companyOf(index: number): CompanyView {
    return {
      types: this.#companyTypes,
      agesSeconds: this.#companyAges,
      sameSensor: this.#companySame,
      from: this.#companyFrom[index] ?? 0,
      to: this.#companyFrom[index + 1] ?? 0,
    };
  }
}
