import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsvLine } from './split-csv-line.ts';

const LONG = 100_000;

describe('splitting a CSV line', () => {
  it('takes bare, quoted and empty fields', () => {
    expect(splitCsvLine('1, two ,"three, ""3""",')).toEqual(['1', 'two', 'three, "3"', '']);
    expect(splitCsvLine('')).toEqual(['']);
  });

  it('refuses quotes that do not match', () => {
    for (const line of ['"a', 'a"', '"a"b', 'a"b"', ',"']) expect(splitCsvLine(line)).toBeUndefined();
  });

  it('reads back what was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (fields) => {
        const line = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',');
        expect(splitCsvLine(line)).toEqual(fields);
      }),
    );
  });

  it('refuses a hostile line in no time', () => {
    const startedAt = performance.now();
    splitCsvLine(`${' '.repeat(LONG)}"`);
    splitCsvLine(`"${'"'.repeat(LONG)}`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
