import { describe, expect, it } from 'vitest';
import { holtWintersConfigSchema } from './detectors/holt-winters/config.ts';
import { HoltWintersDetector } from './detectors/holt-winters/holt-winters-detector.ts';
import { createExpectedBand } from './expected-band.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { changesOf } from './test-support/trio.ts';

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
    const live = changesOf(STEPPED)[0]?.aberration.verdicts.find(({ detector }) => detector === 'holt-winters');
    const band = expectedBand(columns(STEPPED));
    expect([band.expected[60], band.lower[60], band.upper[60]]).toEqual([live?.expected, live?.lower, live?.upper]);
  });

  it('is empty for an empty series and leaves its input alone', () => {
    expect(expectedBand(columns([])).expected).toHaveLength(0);
    const input = columns(STEPPED);
    expectedBand(input);
    expect(input).toEqual(columns(STEPPED));
  });
});
