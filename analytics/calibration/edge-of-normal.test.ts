import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { EDGE_FIELDS, edgeOfNormal, learnError } from './edge-of-normal.ts';

function edgeAfter(errors: readonly number[], floor = 0): number {
  const floats = new Float32Array(EDGE_FIELDS);
  const integers = new Int32Array(floats.buffer);
  const edge = (): number => edgeOfNormal(floats, integers, 0, floor);
  for (const error of errors) learnError(floats, integers, 0, Math.abs(error), edge());
  return edge();
}

function noise(readings: number): number[] {
  const random = new SeededRandom(1);
  return Array.from({ length: readings }, () => random.gaussian());
}

function ones(readings: number): number[] {
  return Array.from({ length: readings }, () => 1);
}

describe('the edge of normal', () => {
  it('is unknown until seven errors are known', () => {
    expect(edgeAfter(noise(6))).toBeNaN();
    expect(edgeAfter(noise(7))).toBeGreaterThan(0);
  });

  it('is wider for a young series and settles at a few standard deviations', () => {
    expect(edgeAfter(ones(8))).toBeGreaterThan(1.5 * edgeAfter(ones(400)));
    expect(edgeAfter(noise(2000))).toBeGreaterThan(3);
    expect(edgeAfter(noise(2000))).toBeLessThan(6);
  });

  it('scales with the errors', () => {
    const errors = noise(500);
    expect(edgeAfter(errors.map((error) => error * 1000))).toBeCloseTo(1000 * edgeAfter(errors), 2);
  });

  it('hardly moves for one wild error, and takes in the second', () => {
    const calm = edgeAfter(noise(500));
    expect(edgeAfter([...noise(500), 1e6])).toBeLessThan(1.2 * calm);
    expect(edgeAfter([...noise(500), 1e6, 1e6])).toBeGreaterThan(1e6);
  });

  it('is never below the floor', () => {
    expect(
      edgeAfter(
        Array.from({ length: 50 }, () => 0),
        0.25,
      ),
    ).toBe(0.25);
  });

  it('recovers from the largest numbers there are', () => {
    expect(edgeAfter([...noise(500), 1e150, 1e300, Number.MAX_VALUE])).toBeLessThan(1e38);
  });
});
