import { describe, expect, it } from 'vitest';
import { PackedRecords } from '../../state/packed-records.ts';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { textbookMoments } from '../../test-support/textbook.ts';
import { JUST_FULL, MOMENT_RECORD_BYTES, SlidingMoments, WAS_FULL } from './sliding-moments.ts';

const WINDOW = 60;

/** The moments of a slot. */
function momentsOf(slot = 0) {
  const records = new PackedRecords(MOMENT_RECORD_BYTES);
  const moments = new SlidingMoments(WINDOW);
  records.ensureSlots(slot + 1);
  moments.ensureSlots(slot + 1);
  const [meanBefore, mean, deviation] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  const window = new Uint8Array(1);
  const rows = { count: 1, slots: Int32Array.of(slot), observedAtMillis: new Float64Array(1) };
  return {
    ensureSlots: (slots: number) => moments.ensureSlots(slots),
    add: (value: number) =>
      moments.addRows({ ...rows, values: Float64Array.of(value) }, records, { meanBefore, mean, deviation, window }),
    isJustFull: () => window[0] === JUST_FULL,
    wasFull: () => window[0] === WAS_FULL,
    mean: () => mean[0] ?? NaN,
    standardDeviation: () => deviation[0] ?? NaN,
  };
}

function expectTextbookMoments(values: readonly number[], relativeError: number): void {
  const moments = momentsOf();
  for (const [index, value] of values.entries()) {
    moments.add(value);
    const textbook = textbookMoments(values.slice(Math.max(0, index + 1 - WINDOW), index + 1));
    const tolerance = relativeError * textbook.standardDeviation;
    expect(Math.abs(moments.standardDeviation() - textbook.standardDeviation)).toBeLessThanOrEqual(tolerance);
    expect(moments.mean()).toBeCloseTo(textbook.mean, 6);
  }
}

describe('the sliding moments', () => {
  it('are mean and population standard deviation of the latest readings', () => {
    const random = new SeededRandom(1);
    expectTextbookMoments(
      Array.from({ length: 1000 }, () => 10 + random.gaussian()),
      1e-9,
    );
  });

  it('keep their digits where running sums of squares have none: 1e8 + 0.1 sin', () => {
    expectTextbookMoments(
      Array.from({ length: 1000 }, (_, index) => 1e8 + 0.1 * Math.sin(index)),
      1e-6,
    );
  });

  it('forget an enormous reading the moment it leaves the window', () => {
    const random = new SeededRandom(2);
    const values = Array.from({ length: 300 }, (_, index) => (index === 95 ? 1e15 : random.gaussian()));
    const moments = momentsOf();
    for (const [index, value] of values.entries()) {
      moments.add(value);
      if (index < 95 + WINDOW) continue;
      const textbook = textbookMoments(values.slice(index + 1 - WINDOW, index + 1));
      expect(moments.standardDeviation()).toBeCloseTo(textbook.standardDeviation, 9);
    }
  });

  it('are exactly zero deviation for a series that has become constant', () => {
    const moments = momentsOf();
    for (const value of [1, 7, 1e6]) moments.add(value);
    for (let index = 0; index < WINDOW; index += 1) moments.add(0.1);
    expect(moments.standardDeviation()).toBeLessThan(1e-15);
  });

  it('are those of the full window from its last place on', () => {
    const moments = momentsOf();
    const steps = Array.from({ length: 150 }, (_, index) => {
      moments.add(index);
      return [moments.isJustFull(), moments.wasFull()];
    });
    expect(steps.findIndex(([isJustFull]) => isJustFull)).toBe(WINDOW - 1);
    expect(steps.filter(([isJustFull]) => isJustFull)).toHaveLength(1);
    expect(steps.findIndex(([, wasFull]) => wasFull)).toBe(WINDOW);
  });

  it('survive that room is made for more slots', () => {
    const moments = momentsOf(3);
    const values = Array.from({ length: 200 }, (_, index) => (index * 7919) % 101);
    for (const [index, value] of values.entries()) {
      moments.ensureSlots(4 + index * 10);
      moments.add(value);
    }
    const textbook = textbookMoments(values.slice(-WINDOW));
    expect(moments.standardDeviation()).toBeCloseTo(textbook.standardDeviation, 9);
  });
});
