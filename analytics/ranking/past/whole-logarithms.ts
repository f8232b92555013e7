const KNOWN = 4096;
const LOGARITHMS = Float64Array.from({ length: KNOWN }, (_, whole) => Math.log(whole));

/** The logarithm of a whole number: counts are mostly small, and looked up faster than worked out. */
export function logOfWhole(whole: number): number {
  return whole < KNOWN ? (LOGARITHMS[whole] ?? NaN) : Math.log(whole);
}
