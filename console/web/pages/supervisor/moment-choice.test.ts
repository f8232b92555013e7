import { describe, expect, it } from 'vitest';
import { chosenMomentOf, clockText, millisOf, secondOf } from './moment-choice.ts';

describe('a moment that is chosen', () => {
  it.each([true, false])('is the same moment again (UTC: %s)', (isUtc) => {
    for (const millis of [Date.UTC(2026, 0, 31, 13, 2, 9), Date.UTC(2026, 6, 1), Date.UTC(2026, 11, 31, 23, 59, 59)]) {
      expect(millisOf(chosenMomentOf(millis, isUtc), isUtc)).toBe(millis);
    }
  });

  it('is written as people write it', () => {
    expect(chosenMomentOf(Date.UTC(2026, 0, 31, 13, 2, 9), true)).toEqual({ day: '2026-01-31', second: 46_929 });
    expect(clockText(46_929)).toBe('13:02:09');
    expect([secondOf('13:02:09'), secondOf('13:02'), secondOf('')]).toEqual([46_929, 46_920, undefined]);
  });

  it('stays within its day, and is none without a day', () => {
    expect(millisOf({ day: '2026-01-31', second: 999_999 }, true)).toBe(Date.UTC(2026, 0, 31, 23, 59, 59));
    expect(millisOf({ day: '', second: 0 }, true)).toBeUndefined();
  });
});
