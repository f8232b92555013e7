import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { floatOf, magnitudeOf, shortFloat, shortMagnitude } from './short-float.ts';

const through = (value: number, bits: number): number => floatOf(shortFloat(value, bits), bits);

describe('a short float', () => {
  it.each([4, 8, 13])('with %i bits of mantissa errs by no more than half of its last bit', (bits) => {
    const random = new SeededRandom(bits);
    for (let n = 0; n < 5000; n += 1) {
      const sign = random.uniform() < 0.5 ? -1 : 1;
      const value = sign * 10 ** (36 * random.uniform() - 17);
      expect(Math.abs(through(value, bits) / value - 1)).toBeLessThanOrEqual(2 ** -(bits + 1));
      expect(shortFloat(value, bits)).toBeLessThan(2 ** (8 + bits));
    }
  });

  it('keeps zero and small whole numbers', () => {
    for (const value of [0, 1, -1, 2, 20, -255, 511]) expect(through(value, 8)).toBe(value);
  });

  it('is the largest it can be, or zero, where the number is beyond it', () => {
    expect(through(1e150, 8)).toBeGreaterThan(1.7e19);
    expect(through(-1e150, 8)).toBe(-through(1e150, 8));
    expect(through(1e-150, 8)).toBe(0);
  });

  it('has a magnitude without a sign', () => {
    expect(magnitudeOf(shortMagnitude(-20, 4), 4)).toBe(20);
    expect(shortMagnitude(1e300, 4)).toBeLessThan(2 ** 11);
  });
});
