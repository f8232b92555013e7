import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { textbookMoments } from '../../test-support/textbook.ts';
import { SlidingMoments } from './sliding-moments.ts';

const WINDOW = 60;

function expectTextbookMoments(values: readonly number[], relativeError: number): void {
  const moments = new SlidingMoments(WINDOW);
  moments.ensureSlots(1);
  for (const [index, value] of values.entries()) {
    moments.add(0, value);
    const textbook = textbookMoments(values.slice(Math.max(0, index + 1 - WINDOW), index + 1));
    const tolerance = relativeError * textbook.standardDeviation;
    expect(Math.abs(moments.standardDeviation(0) - textbook.standardDeviation)).toBeLessThanOrEqual(tolerance);
    expect(moments.mean(0)).toBeCloseTo(textbook.mean, 6);
  }
}

describe('the sliding moments', () => {
  it('are mean and population standard deviation of the latest readings', () => {
    const random = new SeededRandom(1);
    expectTextbookMoments(
      Array.from({ length: 1000 }, () => 10 + random.gaussian()),
      1e-9,
    );
  });

  it('keep their digits where running sums of squares have none: 1e8 + 0.1 sin', () => {
    expectTextbookMoments(
      Array.from({ length: 1000 }, (_, index) => 1e8 + 0.1 * Math.sin(index)),
      1e-6,
    );
  });

  it('forget an enormous reading the moment it leaves the window', () => {
    const random = new SeededRandom(2);
    const values = Array.from({ length: 300 }, (_, index) => (index === 95 ? 1e15 : random.gaussian()));
    const moments = new SlidingMoments(WINDOW);
    moments.ensureSlots(1);
    for (const [index, value] of values.entries()) {
      moments.add(0, value);
      if (index < 95 + WINDOW) continue;
      const textbook = textbookMoments(values.slice(index + 1 - WINDOW, index + 1));
      expect(moments.standardDeviation(0)).toBeCloseTo(textbook.standardDeviation, 9);
    }
  });

  it('are exactly zero deviation for a series that has become constant', () => {
    const moments = new SlidingMoments(WINDOW);
    moments.ensureSlots(1);
    for (const value of [1, 7, 1e6]) moments.add(0, value);
    for (let index = 0; index < WINDOW; index += 1) moments.add(0, 0.1);
    expect(moments.standardDeviation(0)).toBeLessThan(1e-15);
  });

  it('keep slots apart', () => {
    const moments = new SlidingMoments(WINDOW);
    moments.ensureSlots(2);
    moments.add(0, 5);
    moments.add(1, 9);
    expect([moments.mean(0), moments.mean(1)]).toEqual([5, 9]);
  });
});
