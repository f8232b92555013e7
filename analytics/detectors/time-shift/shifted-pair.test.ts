import { describe, expect, it } from 'vitest';
import { oneShiftAgo, pairAfter, pairAfterGap, twoShiftsAgo } from './shifted-pair.ts';

const NEVER = 0;
const meansOf = (pair: number): [number, number] => [oneShiftAgo(pair), twoShiftsAgo(pair)];

describe('the means of one shift ago and two', () => {
  it('are missing where a series has never been', () => {
    expect(meansOf(NEVER)).toEqual([NaN, NaN]);
  });

  it('move on by a shift at a time', () => {
    const first = pairAfter(NEVER, -20);
    expect(meansOf(first)).toEqual([-20, NaN]);
    expect(meansOf(pairAfter(first, 30))).toEqual([30, -20]);
    expect(meansOf(pairAfterGap(first))).toEqual([NaN, -20]);
    expect(meansOf(pairAfterGap(pairAfterGap(first)))).toEqual([NaN, NaN]);
  });

  it('are within 0.2 %, and a zero is not taken for a gap', () => {
    expect(Math.abs(oneShiftAgo(pairAfter(NEVER, 80.1)) - 80.1)).toBeLessThan(0.002 * 80.1);
    expect(oneShiftAgo(pairAfter(NEVER, 0))).toBeCloseTo(0, 30);
    expect(oneShiftAgo(pairAfter(NEVER, 1e-150))).toBeCloseTo(0, 30);
  });
});
