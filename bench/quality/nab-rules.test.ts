import { describe, expect, it } from 'vitest';
import { normaliseScore, NAB_PROFILES, probationRows, rowWorth, sigmoid } from './nab-rules.ts';

const WINDOWS = [
  { firstRow: 200, lastRow: 209 },
  { firstRow: 300, lastRow: 304 },
];

describe('the rules of NAB', () => {
  it('leave the first 15 % of the rows out, at most 750', () => {
    expect(probationRows(4033)).toBe(604);
    expect(probationRows(22_695)).toBe(750);
  });

  it('weigh positions by a sigmoid that ends three windows behind', () => {
    expect(sigmoid(0)).toBe(0);
    expect(sigmoid(-1)).toBeCloseTo(0.98661, 5);
    expect(sigmoid(2.9)).toBeGreaterThan(-1);
    expect(sigmoid(3.1)).toBe(-1);
  });

  it('give the first row of a window 1, and the last a little more than 0', () => {
    expect(rowWorth(200, WINDOWS)).toEqual({ kind: 'hit', window: 0, worth: 1 });
    const last = rowWorth(209, WINDOWS);
    expect(last.kind).toBe('hit');
    expect(last.worth).toBeCloseTo((2 / (1 + Math.exp(-0.5)) - 1) / 0.98661, 5);
    expect(rowWorth(304, WINDOWS)).toMatchObject({ kind: 'hit', window: 1 });
  });

  it('count a false positive fully before all windows and far behind one', () => {
    expect(rowWorth(199, WINDOWS)).toEqual({ kind: 'falsePositive', worth: -1 });
    expect(rowWorth(240, WINDOWS)).toEqual({ kind: 'falsePositive', worth: -1 });
  });

  it('count a false positive just behind a window less', () => {
    const justBehind = rowWorth(210, WINDOWS);
    expect(justBehind.kind).toBe('falsePositive');
    expect(justBehind.worth).toBeCloseTo(2 / (1 + Math.exp(5 / 9)) - 1, 12);
  });

  it('give a silent detector 0 and a perfect one 100, in every profile', () => {
    for (const profile of NAB_PROFILES) {
      expect(normaliseScore(-profile.missWeight * 8, 8, profile)).toBe(0);
      expect(normaliseScore(profile.hitWeight * 8, 8, profile)).toBe(100);
    }
  });
});
