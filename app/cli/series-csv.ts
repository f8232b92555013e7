import { parseTime } from '../../analytics/graphite/parse-series-csv.ts';
import { UsageError } from './command.ts';

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

export interface CsvRow {
  readonly line: number;
  /** Of the column with that name; empty where there is none. */
  readonly cell: (column: string) => string;
}

/** The rows of a series file with the columns timestamp and value. Throws a `UsageError` that names the line. */
export function* seriesRows(text: string): Generator<InputRow> {
  for (const { line, cell } of csvRows(text, ['timestamp', 'value'])) {
    const timestamp = cell('timestamp');
    const valueText = cell('value');
    const value = valueText === '' ? Number.NaN : Number(valueText);
    if (valueText !== '' && !Number.isFinite(value)) {
      throw new UsageError(`Line ${line}: "${valueText}" is no number: leave a missing value empty.`);
    }
    yield { line, timestamp, seconds: secondsOf(timestamp, line), valueText, value };
  }
}

/** The rows behind a header that names at least `required`. Empty lines are skipped. */
export function* csvRows(text: string, required: readonly string[]): Generator<CsvRow> {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = header.split(',').map((name) => name.trim().toLowerCase());
  if (required.some((name) => !columns.includes(name))) {
    throw new UsageError(`The first line must name the columns ${required.join(' and ')}.`);
  }
  for (const [index, row] of lines.entries()) {
    if (row.trim() === '') continue;
    const cells = row.split(',');
    yield { line: index + 2, cell: (column) => cells[columns.indexOf(column)]?.trim() ?? '' };
  }
}

/** Epoch seconds. Throws a `UsageError` that names the line. */
export function secondsOf(timestamp: string, line: number): number {
  const seconds = parseTime(timestamp);
  if (seconds === undefined)
    throw new UsageError(`Line ${line}: "${timestamp}" is no time: write epoch seconds or ISO 8601.`);
  return seconds;
}
