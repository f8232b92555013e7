import { describe, expect, it } from 'vitest';
import { CsvError } from '../../runtime/csv/csv-table.ts';
import { parseSeriesCsv } from './parse-series-csv.ts';

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

  it.each([
    ['', 'Line 1: the columns timestamp and value are missing.'],
    ['timestamp,value\n600,1\n', 'a series needs at least two rows'],
    ['timestamp,value\n600,1\nsoon,2\n', 'Line 3: "soon" is no time: write epoch seconds or ISO 8601.'],
    ['timestamp,value\n600,1\n660.5,2\n', 'Line 3: times must be whole seconds.'],
    ['timestamp,value\n600,1\n600,2\n', 'Line 3: the time is not after that of the row before.'],
    ['timestamp,value\n600,1\n660,2\n700,3\n', "Line 3: the time is not on the series' step of 40 s."],
    ['timestamp,value\n600,1\n660,two\n', 'Line 3: "two" is no number: leave a missing value empty.'],
    ['timestamp,value\n600,1\n660,Infinity\n', '"Infinity" is no number'],
    ['timestamp,value\n0,1\n1,2\n20000001,3\n', 'Line 4: the series spans more than 20000000 steps.'],
  ])('is refused in words: %j', (text, problem) => {
    expect(() => parseSeriesCsv(text)).toThrow(CsvError);
    expect(() => parseSeriesCsv(text)).toThrow(problem);
  });
});
