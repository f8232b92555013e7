import { describe, expect, it } from 'vitest';
import { csvNumber, csvTime } from './csv-values.ts';

describe('a time in a CSV file', () => {
  it.each([
    ['2014-02-14 14:27:00', 1_392_388_020],
    ['2014-02-14T14:27', 1_392_388_020],
    ['2014-02-14 14:27:00.250', 1_392_388_020.25],
    ['2014-02-14T15:27:00+01:00', 1_392_388_020],
    ['1392388020', 1_392_388_020],
    ['1392388020250', 1_392_388_020.25],
    ['-86400', -86_400],
    ['Feb 14', undefined],
    ['', undefined],
  ])('%j', (text, seconds) => {
    expect(csvTime(text)).toBe(seconds);
  });
});

describe('a value in a CSV file', () => {
  it.each([
    ['-3e2', -300],
    ['', Number.NaN],
    ['NaN', Number.NaN],
    ['null', Number.NaN],
    ['N/A', Number.NaN],
    ['?', Number.NaN],
    ['-', Number.NaN],
    ['two', undefined],
    ['Infinity', undefined],
    ['1e400', undefined],
  ])('%j', (text, value) => {
    expect(csvNumber(text)).toEqual(value);
  });
});
