import { describe, expect, it } from 'vitest';
import { DEMONSTRATION, priorityBand, priorityOf } from './priority.ts';

describe('the band of a priority', () => {
  it.each([
    [1000, 'P1'],
    [57, 'P1'],
    [56.5, 'P2'],
    [11, 'P2'],
    [10.75, 'P3'],
    [5.25, 'P3'],
    [5, 'P4'],
    [-5, 'P4'],
  ])('of %d is %s', (value, band) => {
    expect(priorityBand(priorityOf([{ name: 'class', value }]))).toBe(band);
  });

  it('is that of a real event for one of the demonstration, whose number stays below', () => {
    const priority = priorityOf([
      { name: 'class fire', value: 59 },
      { name: DEMONSTRATION, value: -100 },
    ]);
    expect(priorityBand(priority)).toBe('P1');
    expect(priority.value).toBe(-41);
  });
});
