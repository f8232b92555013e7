import { describe, expect, it } from 'vitest';
import { RowSpacing } from './row-spacing.ts';
import { withOneSlot } from './test-support/one-slot.ts';

function missing(times: readonly number[]): number[] {
  const { part: spacing, memory } = withOneSlot((layout) => new RowSpacing(layout));
  return times.map((millis) => spacing.missingBefore(memory, millis));
}

describe('the spacing of rows', () => {
  it('finds nothing missing in rows that come as usual, or a little late', () => {
    expect(missing([0, 10, 20, 40, 50, 90])).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('counts the rows that a gap swallowed', () => {
    expect(missing([0, 10, 20, 30, 130])).toEqual([0, 0, 0, 0, 9]);
  });

  it('learns a new spacing', () => {
    const slower = Array.from({ length: 300 }, (_, row) => 30 + 100 * (row + 1));
    expect(missing([0, 10, 20, 30, ...slower]).at(-1)).toBe(0);
  });

  it('takes no step back in time for a gap', () => {
    expect(missing([0, 10, 20, -1000, -990])).toEqual([0, 0, 0, 0, 0]);
  });
});
