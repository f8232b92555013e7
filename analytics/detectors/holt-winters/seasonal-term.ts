import { floatOf, magnitudeOf, shortFloat, shortMagnitude } from '../../state/short-float.ts';

/** A seasonal term in 21 bits (five digits) and a deviation in 11 (within 3 %), in one word. */

const SEASONAL_MANTISSA_BITS = 13;
const DEVIATION_MANTISSA_BITS = 4;
const DEVIATION_BITS = 11;
const DEVIATION_MASK = 2 ** DEVIATION_BITS - 1;

export function packTerm(seasonal: number, deviation: number): number {
  return (
    (shortFloat(seasonal, SEASONAL_MANTISSA_BITS) << DEVIATION_BITS) |
    shortMagnitude(deviation, DEVIATION_MANTISSA_BITS)
  );
}

export function seasonalOf(term: number): number {
  return floatOf(term >>> DEVIATION_BITS, SEASONAL_MANTISSA_BITS);
}

export function deviationOf(term: number): number {
  return magnitudeOf(term & DEVIATION_MASK, DEVIATION_MANTISSA_BITS);
}
