import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { CYCLE_MEASURES, CycleAspect } from './cycle-aspect.ts';
import { findPeriod } from './find-period.ts';
import { withOneSlot } from './test-support/one-slot.ts';
import { UNKNOWN } from './tail-surprises.ts';

function values(count: number, valueAt: (row: number, random: SeededRandom) => number): Float64Array {
  const random = new SeededRandom(2);
  return Float64Array.from({ length: count }, (_, row) => valueAt(row, random));
}

const pulses = (row: number, random: SeededRandom): number => (row % 150 < 30 ? 4 : 0) + 0.2 * random.gaussian();

/** The size over the longest stretch after each row. */
function longSizes(rows: Float64Array, spacingMillis = 1000): number[] {
  const { part: aspect, memory } = withOneSlot((layout) => new CycleAspect(layout));
  const sizes = new Float32Array(CYCLE_MEASURES).fill(UNKNOWN);
  aspect.start(memory);
  return Array.from(rows, (value) => {
    aspect.measure(memory, value, spacingMillis, sizes, 0);
    return sizes[2] ?? NaN;
  });
}

describe('the period of values', () => {
  it('is the lag at which they repeat themselves, not a multiple of it', () => {
    const wave = (row: number, random: SeededRandom) => Math.sin((2 * Math.PI * row) / 60) + 0.2 * random.gaussian();
    expect(Math.abs(findPeriod(values(512, wave), 0.7) - 60)).toBeLessThanOrEqual(2);
  });

  it('is none in noise, in a constant and in a slope', () => {
    expect(
      findPeriod(
        values(512, (_row, random) => random.gaussian()),
        0.7,
      ),
    ).toBe(0);
    expect(
      findPeriod(
        values(512, () => 3),
        0.7,
      ),
    ).toBe(0);
    expect(
      findPeriod(
        values(512, (row) => row),
        0.7,
      ),
    ).toBe(0);
  });
});

describe('the cycle aspect', () => {
  it('says nothing where nothing repeats itself', () => {
    expect(new Set(longSizes(values(6000, (_row, random) => random.gaussian())))).toEqual(new Set([UNKNOWN]));
  });

  it('leaves a cycle of a day to the seasons', () => {
    const spacingMillis = 86_400_000 / 150;
    expect(new Set(longSizes(values(4500, pulses), spacingMillis))).toEqual(new Set([UNKNOWN]));
    expect(new Set(longSizes(values(4500, pulses), spacingMillis / 2)).size).toBeGreaterThan(100);
  });

  it('takes what follows a gap for no new shape, wherever in a point the gap falls', () => {
    const { part: aspect, memory } = withOneSlot((layout) => new CycleAspect(layout));
    const sizes = new Float32Array(CYCLE_MEASURES).fill(UNKNOWN);
    aspect.start(memory);
    const usual: number[] = [];
    const after: number[] = [];
    for (const [row, value] of values(6000, pulses).entries()) {
      if (row >= 4000 && row < 4073) continue;
      if (row === 4073) aspect.breakOff(memory, 73);
      aspect.measure(memory, value, 1000, sizes, 0);
      const size = sizes[2] ?? NaN;
      if (row > 2000 && size !== UNKNOWN) (row < 4000 ? usual : after).push(size);
    }
    expect(after.length).toBeGreaterThan(1000);
    expect(Math.max(...after)).toBeLessThan(1.5 * Math.max(...usual));
  });

  it('finds a missing pulse far from all that was, and the next pulse near again', () => {
    const missing = (row: number) => row >= 3000 && row < 3150;
    const sizes = longSizes(
      values(4500, (row, random) => (missing(row) ? 0.2 * random.gaussian() : pulses(row, random))),
    );
    const usual = Math.max(...sizes.slice(2000, 3000));
    expect(Math.max(...sizes.slice(3000, 3150))).toBeGreaterThan(3 * usual);
    expect(Math.max(...sizes.slice(3600))).toBeLessThan(1.5 * usual);
  });
});
