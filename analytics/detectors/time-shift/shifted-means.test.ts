import { describe, expect, it } from 'vitest';
import { TimeSlots } from '../../state/time-slot.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { ShiftedMeans } from './shifted-means.ts';

const SHIFT_SLOTS = 6;
const SLOT_MILLIS = 60_000;

function shiftedMeans(): ShiftedMeans {
  const means = new ShiftedMeans(new TimeSlots(1, SHIFT_SLOTS));
  means.ensureSlots(1);
  return means;
}

function pastsOf(readings: readonly (readonly [slotNumber: number, value: number])[]): [number, number][] {
  const means = shiftedMeans();
  return readings.map(([slotNumber, value]) => {
    means.advance(0, slotNumber * SLOT_MILLIS);
    const pasts: [number, number] = [means.oneShiftAgo(0), means.twoShiftsAgo(0)];
    means.add(0, value);
    return pasts;
  });
}

describe('the shifted means', () => {
  it('are x(t - shift) and x(t - 2 shift), exactly, with one reading a time slot', () => {
    const random = new SeededRandom(1);
    const values = Array.from({ length: 200 }, () => random.gaussian());
    const pasts = pastsOf(values.map((value, index) => [index, value]));
    for (const [index, [one, two]] of pasts.entries()) {
      expect(one).toBe(values[index - SHIFT_SLOTS] ?? NaN);
      expect(two).toBe(values[index - 2 * SHIFT_SLOTS] ?? NaN);
    }
  });

  it('are the mean of the readings that share a time slot', () => {
    const pasts = pastsOf([
      [0, 1],
      [0, 2],
      [0, 6],
      [SHIFT_SLOTS, 9],
    ]);
    expect(pasts.at(-1)).toEqual([3, NaN]);
  });

  it('are missing where a shift ago nothing was read', () => {
    const pasts = pastsOf([
      [0, 1],
      [1, 2],
      [3, 4],
      [6, 7],
      [8, 9],
      [9, 9],
      [14, 1],
    ]);
    expect(pasts[3]).toEqual([1, NaN]);
    expect(pasts[4]).toEqual([NaN, NaN]);
    expect(pasts[5]).toEqual([4, NaN]);
    expect(pasts[6]).toEqual([9, NaN]);
  });

  it('remember two shifts ago over a gap of one shift, and nothing after a longer one', () => {
    expect(
      pastsOf([
        [0, 5],
        [12, 1],
      ]).at(-1),
    ).toEqual([NaN, 5]);
    expect(
      pastsOf([
        [0, 5],
        [18, 1],
      ]).at(-1),
    ).toEqual([NaN, NaN]);
    expect(
      pastsOf([
        [0, 5],
        [1_000_000, 1],
      ]).at(-1),
    ).toEqual([NaN, NaN]);
  });
});
