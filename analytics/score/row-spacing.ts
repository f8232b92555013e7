/** So many usual spacings without a row are a gap. */
const GAP_SPACINGS = 5;
/** A longer spacing counts for no more than so many when the usual one is learned. */
const MOST_LEARNED = 2;
const MEMORY_ROWS = 100;

/** Learns how far apart the rows of a series usually are. */
export class RowSpacing {
  #lastMillis = NaN;
  #usualMillis = 0;
  #spacings = 0;

  /** How many rows are missing just before the row at this time: 0 unless there is a gap. */
  missingBefore(observedAtMillis: number): number {
    const spacing = observedAtMillis - this.#lastMillis;
    this.#lastMillis = observedAtMillis;
    if (!(spacing > 0)) return 0;
    const usual = this.#usualMillis;
    const learned = this.#spacings === 0 ? spacing : Math.min(spacing, MOST_LEARNED * usual);
    this.#spacings = Math.min(this.#spacings + 1, MEMORY_ROWS);
    this.#usualMillis += (learned - usual) / this.#spacings;
    return usual > 0 && spacing > GAP_SPACINGS * usual ? Math.round(spacing / usual) - 1 : 0;
  }
}
