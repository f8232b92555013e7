import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { RecentValues } from './recent-values.ts';
import { ShapeAspect } from './shape-aspect.ts';

const ROWS_PER_POINT = 8;
const LENGTHS = [4, 8, 16];

/** The distances after the last of these points, each repeated over the rows it is the mean of. */
function distancesAfter(points: readonly number[]): number[] {
  const recent = new RecentValues();
  const aspect = new ShapeAspect();
  const sizes = new Float64Array(LENGTHS.length);
  for (const point of [0, ...points]) {
    for (let row = 0; row < ROWS_PER_POINT; row += 1) {
      recent.push(point);
      aspect.measure({ observedAtMillis: 0, recent }, sizes);
    }
  }
  return [...sizes];
}

/** The least distance of the last `length` points to any stretch before them, by trying all. */
function nearestByTrying(points: readonly number[], length: number): number {
  const all = [0, ...points];
  const distances = Array.from({ length: all.length - 2 * length + 1 }, (_, start) =>
    Math.hypot(...Array.from({ length }, (_, at) => (all[start + at] ?? NaN) - (all[all.length - length + at] ?? NaN))),
  );
  return Math.min(...distances);
}

describe('the shape aspect', () => {
  it.each([40, 150, 400])('finds the nearest of all earlier stretches, among %i points', (count) => {
    const random = new SeededRandom(count);
    const points = Array.from({ length: count }, () => random.gaussian());
    for (const [index, distance] of distancesAfter(points).entries()) {
      expect(distance).toBeCloseTo(nearestByTrying(points, LENGTHS[index] ?? 0), 4);
    }
  });

  it('finds a known shape near and an unknown one far, however long the past', () => {
    const pulses = Array.from({ length: 3000 }, (_, point) => (point % 10 === 0 ? 5 : 0));
    expect(distancesAfter(pulses)).toEqual([0, 0, 0]);
    expect(distancesAfter([...pulses, 5, 5]).every((distance) => distance >= 5)).toBe(true);
  });
});
