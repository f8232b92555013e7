import type { KeyedRow } from '../past/row-keys.ts';
import { logOddsOf, smoothedDeviation } from '../rates/rate-table.ts';
import { RateBook } from '../rates/rate-book.ts';
import type { Folds } from './folds.ts';

/** Candidates for how far a rate is drawn towards the room's; the last one all but silences a family that tells nothing. */
const STRENGTHS = [3, 10, 30, 100, 1000] as const;
const NO_STRENGTHS = new Float64Array(0);

/** Closed events in parts, and for each part a book of the true rates of its rows alone. */
export class FoldBooks {
  readonly rows: readonly KeyedRow[];
  readonly labels: Uint8Array;
  readonly folds: Folds;
  readonly wordColumns: readonly string[];
  readonly #books: readonly RateBook[];

  constructor(rows: readonly KeyedRow[], labels: Uint8Array, folds: Folds, wordColumns: readonly string[]) {
    this.rows = rows;
    this.labels = labels;
    this.folds = folds;
    this.wordColumns = wordColumns;
    this.#books = Array.from({ length: folds.count }, () => this.empty(NO_STRENGTHS));
    for (const [index, row] of rows.entries())
      this.#books[folds.ofRow[index] ?? 0]?.learn(row, labels[index] === 1 ? 1 : 0);
  }

  /** A book of all parts but those whose bits are set. */
  joined(unseenBits: number, strengths: Float64Array): RateBook {
    const joined = this.empty(strengths);
    for (const [fold, book] of this.#books.entries()) if ((unseenBits & (1 << fold)) === 0) joined.learnAll(book);
    return joined;
  }

  empty(strengths: Float64Array): RateBook {
    return new RateBook(this.wordColumns, strengths, this.rows.at(-1)?.timeSeconds ?? 0);
  }
}

/** Books of rates that have not seen some of the folds, so that no event is described by its own disposition. */
export class RateViews {
  readonly strengths: Float64Array;
  readonly #books: FoldBooks;
  readonly #views = new Map<number, RateBook>();

  constructor(books: FoldBooks, strengths: Float64Array) {
    this.#books = books;
    this.strengths = strengths;
  }

  without(...unseen: readonly (number | undefined)[]): RateBook {
    let bits = 0;
    for (const fold of unseen) if (fold !== undefined) bits |= 1 << fold;
    const known = this.#views.get(bits);
    if (known !== undefined) return known;
    const view = this.#books.joined(bits, this.strengths);
    this.#views.set(bits, view);
    return view;
  }
}

/** For each family of rates the strength that describes held-out dispositions best (empirical Bayes, out of fold). */
export function chooseStrengths(books: FoldBooks): Float64Array {
  const { rows, labels, folds } = books;
  const views = new RateViews(books, NO_STRENGTHS);
  const families = books.empty(NO_STRENGTHS).keyedCount;
  const losses = new Float64Array(families * STRENGTHS.length);
  for (const [index, row] of rows.entries()) {
    const book = views.without(folds.ofRow[index]);
    const { rate } = book;
    const usual = logOddsOf(rate);
    const sign = labels[index] === 1 ? -1 : 1;
    for (let family = 0; family < families; family++) {
      book.count(row, family);
      const { trues, closed } = book.counted;
      for (const [choice, strength] of STRENGTHS.entries()) {
        const logOdds = usual + smoothedDeviation(trues, closed, strength, rate, usual);
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
