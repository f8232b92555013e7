import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatTimes } from './beat-times.ts';

describe('the times of beats', () => {
  it('count back from the arrival of the first notification, oldest first', () => {
    expect(beatTimes([1000, 800], 10_000, undefined)).toEqual([9200, 10_000]);
    expect(beatTimes([], 10_000, undefined)).toEqual([]);
  });

  it('follow the beat before, however the radio delays', () => {
    expect(beatTimes([800], 11_300, 10_000)).toEqual([10_800]);
    expect(beatTimes([800], 10_001, 10_000)).toEqual([10_800]);
  });

  it('are anchored anew after a gap', () => {
    expect(beatTimes([800], 60_000, 10_000)).toEqual([60_000]);
    expect(beatTimes([800], 1000, 10_000)).toEqual([1000]);
  });

  it('never fall together while notifications come as expected', () => {
    const notification = fc.record({
      intervals: fc.array(fc.integer({ min: 300, max: 2000 }), { minLength: 1, maxLength: 4 }),
      delayMillis: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(notification, { maxLength: 20 }), (notifications) => {
        const beats: number[] = [];
        let heartMillis = 100_000;
        for (const { intervals, delayMillis } of notifications) {
          for (const interval of intervals) heartMillis += interval;
          beats.push(...beatTimes(intervals, heartMillis + delayMillis, beats.at(-1)));
        }
        expect(beats.toSorted((a, b) => a - b)).toEqual(beats);
        expect(new Set(beats).size).toBe(beats.length);
      }),
    );
  });
});
