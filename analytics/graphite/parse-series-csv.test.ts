import { describe, expect, it } from 'vitest';
import { parseSeriesCsv, parseTime, SeriesFileError } from './parse-series-csv.ts';

describe('a series file', () => {
  it('is read with its step, and with missing values for empty fields and absent rows', () => {
    expect(parseSeriesCsv('timestamp,value\n600,1.5\n660,\n720,-3e2\n840,4\n')).toEqual({
      startSeconds: 600,
      stepSeconds: 60,
      values: Float64Array.of(1.5, NaN, -300, NaN, 4),
    });
  });

  it('may have other columns, Windows line ends and a byte order mark', () => {
    const { values } = parseSeriesCsv('\uFEFFValue,note,Timestamp\r\n1,a,600\r\n2,b,660\r\n\r\n');
    expect(Array.from(values)).toEqual([1, 2]);
  });

  it('may give its times as ISO 8601, in UTC unless they name a zone', () => {
    expect(parseTime('2014-02-14 14:27:00')).toBe(1_392_388_020);
    expect(parseTime('2014-02-14T14:27')).toBe(1_392_388_020);
    expect(parseTime('2014-02-14T15:27:00+01:00')).toBe(1_392_388_020);
    expect(parseTime('1392388020')).toBe(1_392_388_020);
    expect(parseTime('Feb 14')).toBeUndefined();
  });

  it.each([
    ['', 'the columns timestamp and value are missing (line 1 of the series)'],
    ['timestamp,value\n600,1\n', 'a series needs at least two rows'],
    ['timestamp,value\n600,1\nsoon,2\n', '"soon" is no time: write epoch seconds or ISO 8601 (line 3 of the series)'],
    ['timestamp,value\n600,1\n660.5,2\n', 'times must be whole seconds (line 3 of the series)'],
    ['timestamp,value\n600,1\n600,2\n', 'the time is not after that of the row before (line 3 of the series)'],
    ['timestamp,value\n600,1\n660,2\n700,3\n', "the time is not on the series' step of 40 s (line 3 of the series)"],
    ['timestamp,value\n600,1\n660,two\n', '"two" is no number: leave a missing value empty (line 3 of the series)'],
    ['timestamp,value\n600,1\n660,Infinity\n', '"Infinity" is no number'],
    ['timestamp,value\n0,1\n1,2\n20000001,3\n', 'the series spans more than 20000000 steps (line 4 of the series)'],
  ])('is refused in words: %j', (text, problem) => {
    expect(() => parseSeriesCsv(text)).toThrow(SeriesFileError);
    expect(() => parseSeriesCsv(text)).toThrow(problem);
  });
});
