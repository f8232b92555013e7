import { describe, expect, it } from 'vitest';
import { parseInterval } from './parse-interval.ts';

describe('an interval', () => {
  it.each([
    ['30s', 30],
    ['10min', 600],
    ['10minutes', 600],
    ['2h', 7200],
    ['1d', 86_400],
    ['7days', 604_800],
    ['1w', 604_800],
    ['1mon', 2_592_000],
    ['1y', 31_536_000],
    ['1h30min', 5400],
    ['-1d', -86_400],
    ['-1h30min', -5400],
    ['+5min', 300],
    ['0s', 0],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseInterval(text)).toBe(seconds);
  });

  it.each(['', '-', '10', 'd', '1m', '1 d', '1D', '1.5h', '1d-1h', '9999999999999999y'])('%j is none', (text) => {
    expect(parseInterval(text)).toBeUndefined();
  });
});
