import { describe, expect, it } from 'vitest';
import { holtWintersConfigSchema } from './detectors/holt-winters/config.ts';
import { HoltWintersDetector } from './detectors/holt-winters/holt-winters-detector.ts';
import { createExpectedBand } from './expected-band.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { changesOf, RECOGNISED } from './test-support/trio.ts';

function columns(values: readonly number[]) {
  return {
    observedAtMillis: Float64Array.from(values, (_, second) => second * 1000),
    values: Float64Array.from(values),
  };
}

const expectedBand = createExpectedBand(() => new HoltWintersDetector(holtWintersConfigSchema.parse({})));
const random = new SeededRandom(1);
const STEPPED = [...Array.from({ length: 60 }, () => 20 + 0.1 * random.gaussian()), 31.2];

describe('the expected band', () => {
  it('is not a number where there was too little past, and a band around the series after that', () => {
    const band = expectedBand(columns(STEPPED));
    expect(band.expected.slice(0, 8).every(Number.isNaN)).toBe(true);
    for (let row = 8; row < 60; row += 1) {
      expect(band.lower[row]).toBeLessThan(20);
      expect(band.upper[row]).toBeGreaterThan(20);
    }
    expect(band.upper[60]).toBeLessThan(25);
  });

  it('shows what the live detector expected', () => {
    const live = changesOf(STEPPED, 1000, 0, RECOGNISED)[0]?.aberration.verdicts.find(
      ({ detector }) => detector === 'holt-winters',
    );
    const band = expectedBand(columns(STEPPED));
    expect([band.expected[60], band.lower[60], band.upper[60]]).toEqual([live?.expected, live?.lower, live?.upper]);
  });

  it('goes up with a counter', () => {
    let total = 1e6;
    const counter = Array.from({ length: 1000 }, () => (total += Math.round(5000 * (1 + 0.1 * random.gaussian()))));
    const band = expectedBand(columns(counter));
    for (let row = 300; row < 1000; row += 1) {
      expect(Math.abs((band.expected[row] ?? NaN) - (counter[row] ?? NaN))).toBeLessThan(3000);
      expect((band.upper[row] ?? NaN) - (band.lower[row] ?? NaN)).toBeLessThan(10_000);
    }
  });

  it('of events ends at none', () => {
    const events = Array.from({ length: 1000 }, () => (random.uniform() < 0.2 ? 1 : 0));
    const { lower, upper } = expectedBand(columns(events));
    for (let row = 300; row < 1000; row += 1) {
      expect(lower[row]).toBe(0);
      expect(upper[row]).toBeGreaterThan(0);
    }
  });

  it('is empty for an empty series and leaves its input alone', () => {
    expect(expectedBand(columns([])).expected).toHaveLength(0);
    const input = columns(STEPPED);
    expectedBand(input);
    expect(input).toEqual(columns(STEPPED));
  });
});
