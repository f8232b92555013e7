/** Few enough that the next free place of each stays in the nearest cache. */
const MOST_BUCKETS = 2048;
/** Fewer rows stay as they came: going over the buckets would take longer than their jumps. */
const LEAST_ROWS = 512;

/**
 * Puts the rows of a batch into the order of their series, so that judging walks through memory instead of jumping: readings
 * arrive in any order, and of many series each jump is a wait. Series next to each other share a bucket and stay in the
 * order of their rows, as do the rows of one series. One pass to count, one to place.
 */
export class SeriesOrder {
  readonly #ends = new Int32Array(MOST_BUCKETS + 1);
  #rows = new Int32Array(0);

  /** The rows 0 to `count - 1` by the dense integers in `ids`; the first `count` of the answer, which the next call overwrites. */
  rowsBySeries(ids: Int32Array, count: number): Int32Array {
    if (this.#rows.length < count) this.#rows = new Int32Array(Math.max(count, 2 * this.#rows.length));
    const rows = this.#rows;
    if (count < LEAST_ROWS) {
      for (let row = 0; row < count; row += 1) rows[row] = row;
      return rows;
    }
    const ends = this.#ends.fill(0);
    let all = 0;
    for (let row = 0; row < count; row += 1) all |= ids[row] ?? 0;
    const shift = Math.max(0, 32 - Math.clz32(all) - Math.log2(MOST_BUCKETS));
    for (let row = 0; row < count; row += 1) {
      const bucket = ((ids[row] ?? 0) >>> shift) + 1;
      ends[bucket] = (ends[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket <= MOST_BUCKETS; bucket += 1) {
      ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
    }
    for (let row = 0; row < count; row += 1) {
      const bucket = (ids[row] ?? 0) >>> shift;
      const place = ends[bucket] ?? 0;
      rows[place] = row;
      ends[bucket] = place + 1;
    }
    return rows;
  }
}
