import { describe, expect, it } from 'vitest';
import { stdev } from './stdev.ts';

describe('the deviation of the last points', () => {
  it('is right at a high level, where running sums cancel', () => {
    const wave = Float64Array.from({ length: 200 }, (_, i) => 0.125 * Math.round(4 * Math.sin(i)));
    const raised = wave.map((value) => 2 ** 40 + value);
    expect(stdev(raised, 20)).toEqual(stdev(wave, 20));
  });

  it('forgets a spike that has left the window', () => {
    expect(Array.from(stdev(Float64Array.of(1e15, 3, 5, 3, 5), 2)).slice(2)).toEqual([1, 1, 1]);
  });

  it('is 0 for a constant', () => {
    expect(Array.from(stdev(new Float64Array(5).fill(0.1), 3))).toEqual([0, 0, 0, 0, 0]);
  });

  it('is missing while less than the tolerated share of the window is present', () => {
    const values = Float64Array.of(1, NaN, NaN, 3, 3);
    expect(Array.from(stdev(values, 2, 1))).toEqual([NaN, NaN, NaN, NaN, 0]);
    expect(Array.from(stdev(values, 2, 0.5))).toEqual([0, 0, NaN, 0, 0]);
  });
});
