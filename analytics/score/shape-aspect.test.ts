import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { ROWS_PER_POINT, ShapeAspect } from './shape-aspect.ts';
import { withOneSlot } from './test-support/one-slot.ts';

const LENGTHS = [4, 8, 16];

/** The distances after the last of these points, each repeated over the rows it is the mean of. */
function distancesAfter(points: readonly number[]): number[] {
  const { part: aspect, memory } = withOneSlot((layout) => new ShapeAspect(layout));
  const sizes = new Float32Array(LENGTHS.length);
  let row = 0;
  for (const point of points) {
    for (const end = row + ROWS_PER_POINT; row < end; row += 1) aspect.measure(memory, point, row, sizes, 0);
  }
  return [...sizes];
}

/** The least distance of the last `length` points to any stretch before them, by trying all. */
function nearestByTrying(points: readonly number[], length: number): number {
  const distances = Array.from({ length: points.length - 2 * length + 1 }, (_, start) =>
    Math.hypot(
      ...Array.from({ length }, (__, at) => (points[start + at] ?? NaN) - (points[points.length - length + at] ?? NaN)),
    ),
  );
  return Math.min(...distances);
}

describe('the shape aspect', () => {
  it('finds no stretch nearer than the nearest, and mostly one not much further', () => {
    const random = new SeededRandom(1);
    const points = Array.from({ length: 400 }, () => random.gaussian());
    for (const [index, distance] of distancesAfter(points).entries()) {
      const nearest = nearestByTrying(points, LENGTHS[index] ?? 0);
      expect(distance).toBeGreaterThan(0.999 * nearest);
      expect(distance).toBeLessThan(2 * nearest);
    }
  });

  it('finds a known shape near and an unknown one far, however long the past', () => {
    const pulses = Array.from({ length: 3000 }, (_, point) => (point % 10 === 0 ? 5 : 0));
    expect(distancesAfter(pulses)).toEqual([0, 0, 0]);
    expect(distancesAfter([...pulses, 5, 5]).every((distance) => distance >= 5)).toBe(true);
  });
});
