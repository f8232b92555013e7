import type { RecentValues } from './recent-values.ts';

/** One row as an aspect sees it: the value is also the newest of `recent`, there relative to the first value. */
export interface Row {
  observedAtMillis: number;
  readonly recent: RecentValues;
}

/**
 * One way in which a row can be out of the ordinary, measured over several window lengths. A size is how far from the
 * usual a row is by one measure: at least 0, in any unit, larger is further.
 */
export interface Aspect {
  readonly name: AspectName;
  /** How many sizes `measure` writes. */
  readonly measures: number;
  /** Writes this row's sizes to the front of `sizes`, then learns from the row. */
  measure(row: Row, sizes: Float64Array): void;
}

export type AspectName = 'level' | 'range' | 'season' | 'shape' | 'shift' | 'spread';
