import { LARGEST_INTEGER } from './integers.ts';

/** Values with more decimals are stored as bit patterns. */
export const LARGEST_EXPONENT = 6;

/**
 * Fills `integers` with the values times ten to the smallest exponent (0 to 6) that loses nothing, and returns
 * that exponent; `undefined` when none does. Minus zero and numbers beyond 2^50 have no such form.
 */
export function scaleToIntegers(values: Float64Array, integers: Float64Array): number | undefined {
  for (let exponent = 0; exponent <= LARGEST_EXPONENT; exponent += 1) {
    if (scaleBy(10 ** exponent, values, integers)) return exponent;
  }
  return undefined;
}

/** Stops at the first value that does not come back the same, so a wrong exponent is found out early. */
function scaleBy(factor: number, values: Float64Array, integers: Float64Array): boolean {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0;
    const integer = Math.round(value * factor);
    if (integer / factor !== value || Math.abs(integer) > LARGEST_INTEGER) return false;
    if (integer === 0 && Object.is(value, -0)) return false;
    integers[row] = integer;
  }
  return true;
}

/** The inverse: the same division that `scaleToIntegers` checked. */
export function scaleToValues(column: Float64Array, exponent: number): void {
  if (exponent === 0) return;
  const factor = 10 ** exponent;
  for (let row = 0; row < column.length; row += 1) column[row] = (column[row] ?? 0) / factor;
}
