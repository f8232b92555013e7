import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatRate } from './figures.ts';

describe('figures of the health page', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [123_456, '123 kB'],
    [5e12, '5.0 TB'],
    [5e18, '5000000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0'],
    [0.05, '0.05'],
    [3.21, '3.2'],
    [12_500, '12,500'],
  ])('%d a second is %s', (rate, text) => expect(formatRate(rate)).toBe(text));

  it.each([
    [3.4, '3 ms'],
    [1200, '1.2 s'],
    [-45_000, '45 s'],
    [120_000, '2 min'],
    [7_200_000, '2 h'],
  ])('%d ms are %s', (millis, text) => expect(formatDuration(millis)).toBe(text));
});
