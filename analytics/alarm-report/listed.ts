import type { Listed } from '../../core/alarm-report.ts';

export const MOST_SOURCES = 20;
export const MOST_FLOODS = 200;
export const MOST_ROWS = 50;

/** The first rows of a list that is in its order already. */
export function listed<Row>(rows: readonly Row[], most: number): Listed<Row> {
  return { rows: rows.slice(0, most), leftOut: Math.max(0, rows.length - most) };
}

/** `undefined` of nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
