import type { SeriesColumns } from './history.ts';

/** A series with what was expected of it, row by row; NaN where there was too little past. */
export interface BandColumns extends SeriesColumns {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Judges each row by the rows before it, as the live detectors did. Pure. */
export type ExpectedBand = (columns: SeriesColumns) => BandColumns;
