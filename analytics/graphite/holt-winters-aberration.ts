import type { ConfidenceBands } from './holt-winters-bands.ts';

/**
 * Graphite's `holtWintersAberration`: how far a value lies above (positive) or below (negative) its bands. Never missing:
 * 0 inside the bands, and where the value or the bands are missing.
 */
export function aberration(values: Float64Array, bands: ConfidenceBands): Float64Array {
  return values.map((value, i) => beyond(value, bands.lower[i] ?? NaN, bands.upper[i] ?? NaN));
}

/** A comparison with a missing bound is false. */
function beyond(value: number, lower: number, upper: number): number {
  if (value > upper) return value - upper;
  if (value < lower) return value - lower;
  return 0;
}
