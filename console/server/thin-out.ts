import type { BandColumns } from '../../core/ports/expected-band.ts';

/**
 * At most `maxPoints` row numbers between `start` and the end, in order. Of each run of neighbouring rows the lowest
 * and the highest value stay, so no spike is lost however long the range is.
 */
export function thinOut(values: Float64Array, start: number, maxPoints: number): number[] {
  const count = values.length - start;
  if (count <= maxPoints) return Array.from({ length: Math.max(0, count) }, (_, index) => start + index);
  const runs = Math.floor(maxPoints / 2);
  const kept: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const from = start + Math.floor((run * count) / runs);
    const to = start + Math.floor(((run + 1) * count) / runs);
    const [low, high] = extremesOf(values, from, to);
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  return kept;
}

function extremesOf(values: Float64Array, from: number, to: number): readonly [number, number] {
  let low = from;
  let high = from;
  for (let row = from + 1; row < to; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (value < (values[low] ?? Number.NaN)) low = row;
    if (value > (values[high] ?? Number.NaN)) high = row;
  }
  return [low, high];
}

export interface ChartColumns {
  readonly times: number[];
  readonly values: (number | null)[];
  readonly expected: (number | null)[];
  readonly lower: (number | null)[];
  readonly upper: (number | null)[];
}

/** The rows from `firstRow` on, thinned out; what is not a number becomes `null`. */
export function toChartColumns(band: BandColumns, firstRow: number, maxPoints: number): ChartColumns {
  const rows = thinOut(band.values, firstRow, maxPoints);
  const pick = (column: Float64Array): (number | null)[] => rows.map((row) => finiteOrNull(column[row]));
  return {
    times: rows.map((row) => band.observedAtMillis[row] ?? 0),
    values: pick(band.values),
    expected: pick(band.expected),
    lower: pick(band.lower),
    upper: pick(band.upper),
  };
}

/** Row number of the first time that is not before `millis`; binary search. */
export function firstRowAt(times: Float64Array, millis: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < millis) low = middle + 1;
    else high = middle;
  }
  return low;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
