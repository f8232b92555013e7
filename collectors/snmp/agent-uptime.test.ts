import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restartedBetween, type UptimeSample } from './agent-uptime.ts';

const TICKS_PER_SECOND = 100;
const RANGE = 2 ** 32;

/** An agent that started at `startSeconds`, looked at at `seconds`. */
function uptimeAt(startSeconds: number, seconds: number): UptimeSample {
  return { ticks: ((seconds - startSeconds) * TICKS_PER_SECOND) % RANGE, monotonicMillis: seconds * 1000 };
}

const intervals = fc.integer({ min: 1, max: 3600 });

describe('a restart of an agent', () => {
  it('is not seen in one that runs on, for years and across the wrap of its uptime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000_000 }), intervals, (age, interval) => {
        expect(restartedBetween(uptimeAt(0, age), uptimeAt(0, age + interval))).toBe(false);
      }),
    );
  });

  it('is seen once, in the round after it', () => {
    const restart = fc.record({
      age: fc.integer({ min: 3600, max: 40_000_000 }),
      interval: fc.integer({ min: 10, max: 3600 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(restart, ({ age, interval, share }) => {
        const restartedAt = age + Math.floor(interval * share);
        const before = uptimeAt(0, age);
        const after = uptimeAt(restartedAt, age + interval);
        expect(restartedBetween(before, after)).toBe(true);
        expect(restartedBetween(after, uptimeAt(restartedAt, age + 2 * interval))).toBe(false);
      }),
    );
  });

  it('is seen after a long outage, though the new uptime is greater than the old', () => {
    expect(restartedBetween(uptimeAt(0, 10), uptimeAt(300, 900))).toBe(true);
  });

  it('is seen when it came right after the first look and the uptime is the same again', () => {
    expect(restartedBetween(uptimeAt(0, 3600), uptimeAt(3600, 7200))).toBe(true);
  });

  it('is not seen in an agent whose clock is slow', () => {
    expect(
      restartedBetween({ ticks: 1_000_000, monotonicMillis: 0 }, { ticks: 1_002_000, monotonicMillis: 60_000 }),
    ).toBe(false);
  });
});
