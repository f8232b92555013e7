/**
 * Floating point in fewer than 32 bits: a sign, 7 bits of exponent and as many of mantissa as asked for, so about
 * 1e-19 to 1e19, relative error `2 ** -(mantissaBits + 1)`. Nearer to zero it is 0, further away the largest number.
 */

const EXPONENT_BITS = 7;
const FLOAT32_MANTISSA_BITS = 23;
/** Brings numbers into the lower half of the exponents of a float32, which 7 bits can tell apart. */
const SCALE = 2 ** -63;
const UNSCALE = 2 ** 63;
/** It rounds to no power of two with the 4 bits of mantissa that are the fewest in use. */
const LARGEST = (2 - 2 ** -4) * 2 ** 63;
const MAGNITUDE = 0x7fff_ffff;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The magnitude of `value` in `7 + mantissaBits` bits. */
export function shortMagnitude(value: number, mantissaBits: number): number {
  const size = Math.abs(value);
  float[0] = (size < LARGEST ? size : LARGEST) * SCALE;
  const dropped = FLOAT32_MANTISSA_BITS - mantissaBits;
  const rounded = ((bits[0] ?? 0) & MAGNITUDE) + (1 << (dropped - 1));
  return rounded >>> dropped;
}

/** The number, never negative, that `shortMagnitude` made these bits of. */
export function magnitudeOf(short: number, mantissaBits: number): number {
  bits[0] = short << (FLOAT32_MANTISSA_BITS - mantissaBits);
  return (float[0] ?? 0) * UNSCALE;
}

/** `value` in `8 + mantissaBits` bits, the highest of them its sign. */
export function shortFloat(value: number, mantissaBits: number): number {
  const short = shortMagnitude(value, mantissaBits);
  return value < 0 ? short | (1 << (EXPONENT_BITS + mantissaBits)) : short;
}

export function floatOf(short: number, mantissaBits: number): number {
  const sign = 1 << (EXPONENT_BITS + mantissaBits);
  const size = magnitudeOf(short & (sign - 1), mantissaBits);
  return (short & sign) === 0 ? size : -size;
}
