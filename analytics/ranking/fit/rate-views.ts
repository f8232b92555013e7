import type { KeyedRow } from '../past/row-keys.ts';
import { smoothedDeviation } from '../rates/rate-table.ts';
import { RateBook } from '../rates/rate-book.ts';
import type { Folds } from './folds.ts';

/** Candidates for how far a rate is drawn towards the room's; the last one all but silences a family that tells nothing. */
const STRENGTHS = [3, 10, 30, 100, 1000] as const;

/** Books of rates that have not seen some of the folds, so that no event is described by its own disposition. */
export class RateViews {
  readonly #rows: readonly KeyedRow[];
  readonly #labels: Uint8Array;
  readonly #folds: Folds;
  readonly #wordColumns: readonly string[];
  readonly #strengths: Float64Array;
  readonly #books = new Map<number, RateBook>();

  constructor(
    rows: readonly KeyedRow[],
    labels: Uint8Array,
    folds: Folds,
    wordColumns: readonly string[],
    strengths: Float64Array,
  ) {
    this.#rows = rows;
    this.#labels = labels;
    this.#folds = folds;
    this.#wordColumns = wordColumns;
    this.#strengths = strengths;
  }

  without(...unseen: readonly (number | undefined)[]): RateBook {
    let key = 0;
    for (const fold of unseen) if (fold !== undefined) key |= 1 << fold;
    const known = this.#books.get(key);
    if (known !== undefined) return known;
    const book = this.fresh();
    for (const [index, row] of this.#rows.entries())
      if ((key & (1 << (this.#folds.ofRow[index] ?? 0))) === 0) book.learn(row, this.#labels[index] === 1 ? 1 : 0);
    this.#books.set(key, book);
    return book;
  }

  fresh(): RateBook {
    return new RateBook(this.#wordColumns, this.#strengths, this.#rows.at(-1)?.timeSeconds ?? 0);
  }
}

/** For each family of rates the strength that describes held-out dispositions best (empirical Bayes, out of fold). */
export function chooseStrengths(
  rows: readonly KeyedRow[],
  labels: Uint8Array,
  folds: Folds,
  wordColumns: readonly string[],
): Float64Array {
  const views = new RateViews(rows, labels, folds, wordColumns, new Float64Array(0));
  const families = views.fresh().keyedCount;
  const losses = new Float64Array(families * STRENGTHS.length);
  for (const [index, row] of rows.entries()) {
    const book = views.without(folds.ofRow[index]);
    const { rate } = book;
    const usual = Math.log(rate / (1 - rate));
    const sign = labels[index] === 1 ? -1 : 1;
    for (let family = 0; family < families; family++) {
      book.count(row, family);
      const { trues, closed } = book.counted;
      for (const [choice, strength] of STRENGTHS.entries()) {
        const logOdds = usual + smoothedDeviation(trues, closed, strength, rate);
        const at = family * STRENGTHS.length + choice;
        losses[at] = (losses[at] ?? 0) + Math.log1p(Math.exp(sign * logOdds));
      }
    }
  }
  return Float64Array.from({ length: families }, (_, family) => {
    const ofFamily = losses.subarray(family * STRENGTHS.length, (family + 1) * STRENGTHS.length);
    return STRENGTHS[ofFamily.indexOf(Math.min(...ofFamily))] ?? STRENGTHS[0];
  });
}
