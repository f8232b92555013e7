import { CsvError, CsvTable } from '../../runtime/csv/csv-table.ts';
import { csvNumber, csvTime } from '../../runtime/csv/csv-values.ts';

export interface InputRow {
  /** In the file, from 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly timestamp: string;
  readonly seconds: number;
  readonly valueText: string;
  /** NaN where it is missing. */
  readonly value: number;
}

/** The rows of a series file with the columns timestamp and value. Throws a `CsvError`. */
export function* seriesRows(text: string): Generator<InputRow> {
  for (const { line, cell } of tableWith(text, ['timestamp', 'value']).rows()) {
    const timestamp = cell('timestamp');
    const valueText = cell('value');
    const value = csvNumber(valueText);
    if (value === undefined) throw new CsvError(`"${valueText}" is no number: leave a missing value empty.`, line);
    yield { line, timestamp, seconds: secondsOf(timestamp, line), valueText, value };
  }
}

/** The table, whose header must name `required`. Throws a `CsvError`. */
export function tableWith(text: string, required: readonly string[]): CsvTable {
  const table = new CsvTable(text);
  if (required.every((name) => table.columns.includes(name))) return table;
  throw new CsvError(`the header must name the columns ${required.join(' and ')}.`, 1);
}

/** Epoch seconds. Throws a `CsvError`. */
export function secondsOf(timestamp: string, line: number): number {
  const seconds = csvTime(timestamp);
  if (seconds !== undefined) return seconds;
  throw new CsvError(`"${timestamp}" is no time: write epoch seconds or ISO 8601.`, line);
}
