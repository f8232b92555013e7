import { describe, expect, it } from 'vitest';
import { LIFE_SAFETY_CLASSES } from '../../core/signal.ts';
import { restOfLimitMillis, takeLimitMillisOf } from './take-limit.ts';

describe('takeLimitMillisOf', () => {
  it('is the general limit where a class has none of its own', () => {
    expect(takeLimitMillisOf('technical', { takeLimitSeconds: 30 })).toBe(30_000);
  });

  it('is the limit of the class where it has one', () => {
    const limits = { takeLimitSeconds: 30, takeLimitSecondsByClass: { technical: 300 } };
    expect(takeLimitMillisOf('technical', limits)).toBe(300_000);
    expect(takeLimitMillisOf('wellness', limits)).toBe(30_000);
  });

  it.each([...LIFE_SAFETY_CLASSES])('never lets %s wait longer than anything else', (lifeSafety) => {
    const limits = { takeLimitSeconds: 30, takeLimitSecondsByClass: { [lifeSafety]: 120, information: 10 } };
    expect(takeLimitMillisOf(lifeSafety, limits)).toBe(10_000);
  });
});

describe('restOfLimitMillis', () => {
  it.each([
    ['just opened', 1000, 30_000],
    ['ten seconds old', 11_000, 20_000],
    ['overdue', 500_000, 0],
    ['opened in the future of a clock that was set back', -50_000, 30_000],
  ])('of an event that is %s', (_what, nowMillis, restMillis) => {
    expect(restOfLimitMillis(1000, 30_000, nowMillis)).toBe(restMillis);
  });
});
