import { csvCell } from '../csv-cell.ts';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { reportToWire, type WireValue } from './report-json.ts';

/**
 * Every figure of the report on a line of its own: `table,row,column,value`. Rows count from 1; `3.1` is the first line of a table
 * within the third row. A text that a spreadsheet would run as a formula has an apostrophe before it.
 */
export function reportToCsv(report: AlarmReport): string {
  const lines = ['table,row,column,value'];
  for (const { table, row, column, value } of cellsOf(reportToWire(report), [], [], [])) {
    lines.push([table.join('.'), row.join('.'), column.join('.'), value].map((each) => csvCell(each)).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

interface Cell {
  readonly table: readonly string[];
  readonly row: readonly number[];
  readonly column: readonly string[];
  readonly value: string | number | boolean | null;
}

function* cellsOf(
  value: WireValue,
  table: readonly string[],
  row: readonly number[],
  column: readonly string[],
): Generator<Cell> {
  if (isList(value)) {
    for (const [at, item] of value.entries()) yield* cellsOf(item, [...table, ...column], [...row, at + 1], []);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      const isTop = table.length === 0 && row.length === 0;
      yield* isTop ? cellsOf(field, [name], row, []) : cellsOf(field, table, row, [...column, name]);
    }
  } else {
    yield { table, row, column, value };
  }
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
