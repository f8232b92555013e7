import { describe, expect, it } from 'vitest';
import { RecentValues } from './recent-values.ts';
import { SeasonAspect } from './season-aspect.ts';

const HOUR_MILLIS = 3_600_000;
const SAME_HOUR_OF_DAY = 0;
const SAME_HOUR_OF_WEEK = 3;

/** The sizes of the last of these hourly values. */
function sizesAfter(values: readonly number[]): Float64Array {
  const recent = new RecentValues();
  const aspect = new SeasonAspect();
  const sizes = new Float64Array(aspect.measures);
  for (const [hour, value] of values.entries()) {
    recent.push(value);
    aspect.measure({ observedAtMillis: hour * HOUR_MILLIS, recent }, sizes);
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
