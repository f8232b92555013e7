import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvError, CsvTable } from './csv-table.ts';

const FIELD = fc.array(fc.constantFrom('a', ' ', ',', '"', '\n', 'ä')).map((letters) => letters.join(''));

function cells(text: string): string[][] {
  const table = new CsvTable(text);
  return [...table.rows()].map(({ cell }) => table.columns.map((column) => cell(column)));
}

describe('a CSV table', () => {
  it('is read with Windows line ends, a byte order mark, blank lines and names in any case', () => {
    const table = new CsvTable('\uFEFFTime, "Type"\r\n1,a\r\n\r\n2,"b, c"\r\n');
    expect(table.columns).toEqual(['time', 'type']);
    expect([...table.rows()].map(({ line, cell }) => [line, cell('time'), cell('type'), cell('site')])).toEqual([
      [2, '1', 'a', ''],
      [4, '2', 'b, c', ''],
    ]);
  });

  it('lets a quoted field run over several lines, and counts lines on', () => {
    const rows = [...new CsvTable('a,b\n1,"one\n""two""\n\nthree"\n2,x\n').rows()];
    expect(rows.map(({ line, cell }) => [line, cell('b')])).toEqual([
      [2, 'one\n"two"\n\nthree'],
      [6, 'x'],
    ]);
  });

  it('reads back whatever was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(FIELD, FIELD), { minLength: 1 }), (rows) => {
        const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
        const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        expect(cells(text)).toEqual(rows.map((row) => row.map((field) => field.trim())));
      }),
    );
  });

  it.each(['a\n1\n"2', 'a\n1\n2"3', 'a\n1\n"2"3'])('says which line has quotes that do not match: %j', (text) => {
    expect(() => cells(text)).toThrow(CsvError);
    expect(() => cells(text)).toThrow('Line 3: its quotes do not match.');
  });

  it('has no rows when there is only a header, or nothing', () => {
    expect(new CsvTable('a,b\n').rowCount).toBe(0);
    expect(cells('')).toEqual([]);
  });
});
