const size = new Float32Array(1);
const bits = new Int32Array(size.buffer);
const BITS_PER_OCTAVE = 2 ** 23;

/**
 * A logarithm to the base 2, plus a constant, of a number that is not negative: exact at the powers of two and straight in
 * between (at most 0.09 off), continuous and rising, also below the least number and at 0. For sizes that are compared only.
 */
export function octavesOf(number: number): number {
  size[0] = number;
  return (bits[0] ?? 0) / BITS_PER_OCTAVE;
}
