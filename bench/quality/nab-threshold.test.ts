import { describe, expect, it } from 'vitest';
import type { NabSeries } from './nab-corpus.ts';
import { NAB_PROFILES } from './nab-rules.ts';
import { bestThreshold, resultAtThreshold } from './nab-threshold.ts';

const [STANDARD] = NAB_PROFILES;
const ROWS = 100;

/** 100 rows with one window over rows 50 to 59; the rows named score as given, all others 0. */
function scored(scores: Readonly<Record<number, number>>) {
  const series: NabSeries = {
    name: 'made/one.csv',
    category: 'made',
    observedAtMillis: Array.from({ length: ROWS }, (_, row) => row),
    values: Array.from({ length: ROWS }, () => 0),
    windows: [{ firstRow: 50, lastRow: 59 }],
  };
  return { series, scores: Array.from({ length: ROWS }, (_, row) => scores[row] ?? 0) };
}

describe('the best threshold', () => {
  it('is infinite, and misses every window, when nothing scores', () => {
    expect(bestThreshold([scored({})], STANDARD)).toEqual({
      threshold: Infinity,
      raw: -1,
      windows: 1,
      windowsHit: 0,
      falsePositiveRows: 0,
    });
  });

  it('takes the weaker hit in when it is worth more than the false positives it brings', () => {
    const result = bestThreshold([scored({ 30: 0.6, 40: 0.7, 50: 0.5, 58: 0.9 })], STANDARD);
    expect(result).toMatchObject({ threshold: 0.5, windowsHit: 1, falsePositiveRows: 2 });
    expect(result.raw).toBeCloseTo(1 - 2 * 0.11, 12);
  });

  it('stays above false positives that cost more than the hit gains', () => {
    const falsePositives = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [20 + n, 0.6]));
    expect(bestThreshold([scored({ ...falsePositives, 50: 0.5, 55: 0.9 })], STANDARD)).toMatchObject({
      threshold: 0.9,
      windowsHit: 1,
      falsePositiveRows: 0,
    });
  });

  it('counts one hit a window, the earliest, whatever its score', () => {
    const both = resultAtThreshold([scored({ 50: 0.5, 55: 0.9 })], STANDARD, 0.5);
    expect(both).toMatchObject({ windowsHit: 1 });
    expect(both.raw).toBeCloseTo(1, 12);
  });

  it('does not look at rows in probation', () => {
    expect(resultAtThreshold([scored({ 14: 1 })], STANDARD, 0.5).falsePositiveRows).toBe(0);
    expect(resultAtThreshold([scored({ 15: 1 })], STANDARD, 0.5).falsePositiveRows).toBe(1);
  });
});
