import { describe, expect, it } from 'vitest';
import { SEASON_MEASURES, SeasonAspect } from './season-aspect.ts';
import { withOneSlot } from './test-support/one-slot.ts';

const HOUR_MILLIS = 3_600_000;
const SAME_HOUR_OF_DAY = 0;
const SAME_HOUR_OF_WEEK = 3;

/** The sizes of the last of these hourly values. */
function sizesAfter(values: readonly number[]): Float32Array {
  const { part: aspect, memory } = withOneSlot((layout) => new SeasonAspect(layout));
  const sizes = new Float32Array(SEASON_MEASURES);
  aspect.start(memory);
  for (const [hour, value] of values.entries()) {
    aspect.measure(memory, hour * HOUR_MILLIS, HOUR_MILLIS, value, sizes, 0);
  }
  return sizes;
}

/** Hourly values of so many days; the usual differs by hour, and by one from day to day. */
function days(count: number): number[] {
  return Array.from({ length: 24 * count }, (_, hour) => 10 * (hour % 24) + (Math.floor(hour / 24) % 2));
}

describe('the season aspect', () => {
  it('expects what was usual at this time of day and week', () => {
    const sizes = sizesAfter(days(21));
    expect(sizes[SAME_HOUR_OF_DAY]).toBeLessThan(1);
    expect(sizes[SAME_HOUR_OF_WEEK]).toBeLessThan(2);
  });

  it('measures what differs from it', () => {
    expect(sizesAfter([...days(21), 100])[SAME_HOUR_OF_DAY]).toBeGreaterThan(95);
  });

  it('hears no echo of an outage a day later', () => {
    const past = days(21);
    const dayBefore = past.length - 24;
    const outage = past.map((value, hour) => (hour === dayBefore ? 1_000_000 : value));
    expect(sizesAfter([...outage, 0])[SAME_HOUR_OF_DAY]).toBeLessThan(3);
  });
});
