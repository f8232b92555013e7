import type { Column } from './column.ts';

/** Alarms of a period in the order of time; of those at one time, in that in which they were recorded. */
export interface Occurrences {
  readonly count: number;
  readonly times: Float64Array;
  readonly sources: Int32Array;
  /** Where each stands in the columns it comes from. */
  readonly rows: Int32Array;
}

export function occurrencesIn(times: Column, sources: Column, fromMillis: number, untilMillis: number): Occurrences {
  const rows: number[] = [];
  const column = times.view();
  let isSorted = true;
  let before = -Infinity;
  for (let row = 0; row < column.length; row += 1) {
    const at = column[row] ?? NaN;
    if (!(at >= fromMillis && at < untilMillis)) continue;
    rows.push(row);
    isSorted &&= at >= before;
    before = at;
  }
  if (!isSorted) rows.sort((a, b) => times.at(a) - times.at(b) || a - b);
  return {
    count: rows.length,
    times: Float64Array.from(rows, (row) => times.at(row)),
    sources: Int32Array.from(rows, (row) => sources.at(row)),
    rows: Int32Array.from(rows),
  };
}

/** The occurrences of each source: positions in `Occurrences`, in the order of time. */
export class BySource {
  readonly #starts: Int32Array;
  readonly #positions: Int32Array;

  constructor({ count, sources }: Occurrences, sourceCount: number) {
    const starts = new Int32Array(sourceCount + 1);
    for (const source of sources) starts[source + 1] = (starts[source + 1] ?? 0) + 1;
    for (let source = 0; source < sourceCount; source += 1) {
      starts[source + 1] = (starts[source + 1] ?? 0) + (starts[source] ?? 0);
    }
    const next = starts.slice();
    this.#positions = new Int32Array(count);
    for (const [position, source] of sources.entries()) {
      const at = next[source] ?? 0;
      this.#positions[at] = position;
      next[source] = at + 1;
    }
    this.#starts = starts;
  }

  positionsOf(source: number): Int32Array {
    return this.#positions.subarray(this.#starts[source] ?? 0, this.#starts[source + 1] ?? 0);
  }

  /** Sources with any, those with most first. */
  busiestFirst(compare: (a: number, b: number) => number): readonly number[] {
    const counts = (source: number) => this.positionsOf(source).length;
    const sources = Array.from({ length: this.#starts.length - 1 }, (_, source) => source);
    return sources.filter((source) => counts(source) > 0).sort((a, b) => counts(b) - counts(a) || compare(a, b));
  }
}
