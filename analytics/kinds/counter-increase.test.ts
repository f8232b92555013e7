import { describe, expect, it } from 'vitest';
import { counterIncrease } from './counter-increase.ts';

describe('what a counter has counted', () => {
  it('is the difference', () => {
    expect(counterIncrease(100, 350, 10, 25)).toBe(250);
    expect(counterIncrease(100, 100, 10, 25)).toBe(0);
  });

  it.each([2 ** 32, 2 ** 64])('goes on through %d', (wrap) => {
    const step = wrap / 2 ** 20;
    expect(counterIncrease(wrap - step, step, 10, step / 5)).toBe(2 * step);
  });

  it('is unknown when it was set back, however near to its end', () => {
    expect(counterIncrease(1e6, 40, 10, 1e5)).toBeNaN();
    expect(counterIncrease(2 ** 32 - 2e8, 40, 10, 1e4)).toBeNaN();
    expect(counterIncrease(2 ** 32 + 5, 40, 10, 1e4)).toBeNaN();
  });
});
