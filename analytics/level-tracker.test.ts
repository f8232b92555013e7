import { describe, expect, it } from 'vitest';
import { LevelTracker } from './level-tracker.ts';

function levelsAfter(scores: readonly number[]): string[] {
  const tracker = new LevelTracker();
  tracker.ensureSlots(1);
  return scores.map((score) => {
    tracker.update(0, score, 0, 0);
    return tracker.level(0);
  });
}

describe('the level of a series', () => {
  it('is entered by one reading far beyond the edge', () => {
    expect(levelsAfter([0.5, 1.5])).toEqual(['normal', 'warning']);
    expect(levelsAfter([0.5, 2])).toEqual(['normal', 'alarm']);
  });

  it('is entered by two readings in a row just beyond it, not by one or by two apart', () => {
    expect(levelsAfter([1.1, 1.1])).toEqual(['normal', 'warning']);
    expect(levelsAfter([1.1, 0.9, 1.1, 0.9])).toEqual(['normal', 'normal', 'normal', 'normal']);
  });

  it('rises from warning to alarm', () => {
    expect(levelsAfter([1.6, 2.1])).toEqual(['warning', 'alarm']);
  });

  it('is left after three normal readings in a row, from alarm straight to normal', () => {
    expect(levelsAfter([9, 1.2, 1.2, 1.2])).toEqual(['alarm', 'alarm', 'alarm', 'alarm']);
    expect(levelsAfter([9, 0.6, 0.6, 0.8, 0.6, 0.6, 0.6])).toEqual([
      ...Array.from({ length: 6 }, () => 'alarm'),
      'normal',
    ]);
  });

  it('says only when it changed', () => {
    const tracker = new LevelTracker();
    tracker.ensureSlots(1);
    expect([0, 2, 2, 0, 0, 0, 0].map((score) => tracker.update(0, score, 0, 0))).toEqual([
      false,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('is twice as hard to enter again in the first week, and no harder afterwards', () => {
    const day = 86_400_000;
    const tracker = new LevelTracker();
    tracker.ensureSlots(1);
    const enteredAt = (millis: number, score: number): boolean => {
      for (const calm of [0, 0, 0]) tracker.update(0, calm, millis, 0);
      return tracker.update(0, score, millis, 0);
    };
    expect(enteredAt(0, 1.6)).toBe(true);
    expect(enteredAt(day, 3.9)).toBe(false);
    expect(enteredAt(2 * day, 1e9)).toBe(false);
    expect(tracker.update(0, 1e9, 2 * day + 1, 0)).toBe(true);
    expect(enteredAt(3 * day, 5.9)).toBe(false);
    expect(enteredAt(8 * day, 1.6)).toBe(true);
    expect(enteredAt(9 * day, 1.6)).toBe(true);
  });

  it('stays through runs longer than a byte counts', () => {
    expect(levelsAfter(Array.from({ length: 600 }, () => 3)).at(-1)).toBe('alarm');
    expect(levelsAfter([...Array.from({ length: 600 }, () => 0), 3]).at(-1)).toBe('alarm');
  });
});
