import { describe, expect, it } from 'vitest';
import { LIFE_SAFETY_CLASSES } from '../../core/signal.ts';
import { limitMillisOf } from './service-limits.ts';

describe('the limit of a class', () => {
  it('is the general limit where it has none of its own', () => {
    expect(limitMillisOf('technical', 30, {})).toBe(30_000);
  });

  it('is its own where it has one', () => {
    expect(limitMillisOf('technical', 30, { technical: 300 })).toBe(300_000);
    expect(limitMillisOf('wellness', 30, { technical: 300 })).toBe(30_000);
  });

  it.each([...LIFE_SAFETY_CLASSES])('never lets %s wait longer than anything else', (lifeSafety) => {
    expect(limitMillisOf(lifeSafety, 30, { [lifeSafety]: 120, information: 10 })).toBe(10_000);
  });
});
