import { describe, expect, it } from 'vitest';
import { seasonGain } from './season-gain.ts';

describe('the gain of a reading in its time slot', () => {
  it('is 1 - 0.9 ** share', () => {
    for (let share = 0; share <= 1; share += 1 / 512) expect(seasonGain(share)).toBeCloseTo(1 - 0.9 ** share, 14);
    expect(seasonGain(7)).toBe(0.1);
  });

  it.each([1, 60, 600])('moves the time slot by a tenth in all, with %i readings', (readings) => {
    let kept = 1;
    for (let reading = 0; reading < readings; reading += 1) kept *= 1 - seasonGain(1 / readings);
    expect(1 - kept).toBeCloseTo(0.1, 12);
  });
});
