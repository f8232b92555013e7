import { floatOf, shortFloat } from '../../state/short-float.ts';

/**
 * The means of one time slot one shift ago and two shifts ago in one word: 16 bits each, within 0.2 %, which is little
 * beside the least that counts as different. No bits at all stand for a slot without readings: as a word of zeros is what
 * a series has where it has never been, its zero is written as minus zero.
 */

const MANTISSA_BITS = 8;
const BITS = 16;
const MASK = 0xffff;
const MINUS_ZERO = 0x8000;

/** The pair once a shift has passed: `mean` is one shift ago, and what was one is two. */
export function pairAfter(pair: number, mean: number): number {
  const short = shortFloat(mean, MANTISSA_BITS);
  return (pair << BITS) | (short === 0 ? MINUS_ZERO : short);
}

/** The pair once a shift has passed in which nothing was read. */
export function pairAfterGap(pair: number): number {
  return pair << BITS;
}

/** NaN when nothing was read then. */
export function oneShiftAgo(pair: number): number {
  return meanOf(pair & MASK);
}

export function twoShiftsAgo(pair: number): number {
  return meanOf(pair >>> BITS);
}

function meanOf(short: number): number {
  return short === 0 ? NaN : floatOf(short, MANTISSA_BITS);
}
