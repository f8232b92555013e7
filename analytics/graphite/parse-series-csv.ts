import { CsvError, CsvTable } from '../../runtime/csv/csv-table.ts';
import { csvNumber, csvTime } from '../../runtime/csv/csv-values.ts';
import type { RegularSeries } from './regular-series.ts';

interface Row {
  readonly line: number;
  readonly seconds: number;
  readonly value: number;
}

const MAX_STEPS = 20_000_000;

/**
 * Reads a series from CSV with the columns `timestamp` (epoch seconds or ISO 8601, UTC unless it names a zone) and
 * `value` (empty: missing), among others. The step is the smallest distance of two rows; steps without row are missing.
 * Rows must be in order. Throws a `CsvError`.
 */
export function parseSeriesCsv(text: string): RegularSeries {
  const rows = readRows(new CsvTable(text));
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < 2) {
    throw new CsvError('a series needs at least two rows to have a step.', 1);
  }
  const stepSeconds = smallestDistance(rows);
  const steps = (last.seconds - first.seconds) / stepSeconds + 1;
  if (steps > MAX_STEPS) throw new CsvError(`the series spans more than ${MAX_STEPS} steps.`, last.line);
  const values = new Float64Array(Math.floor(steps)).fill(NaN);
  for (const { line, seconds, value } of rows) {
    const step = (seconds - first.seconds) / stepSeconds;
    if (!Number.isInteger(step)) {
      throw new CsvError(`the time is not on the series' step of ${stepSeconds} s.`, line);
    }
    values[step] = value;
  }
  return { startSeconds: first.seconds, stepSeconds, values };
}

function readRows(table: CsvTable): readonly Row[] {
  if (!table.columns.includes('timestamp') || !table.columns.includes('value')) {
    throw new CsvError('the columns timestamp and value are missing.', 1);
  }
  const rows: Row[] = [];
  for (const { line, cell } of table.rows()) {
    const seconds = readTime(cell('timestamp'), line);
    const previous = rows.at(-1);
    if (previous !== undefined && seconds <= previous.seconds) {
      throw new CsvError('the time is not after that of the row before.', line);
    }
    rows.push({ line, seconds, value: readValue(cell('value'), line) });
  }
  return rows;
}

function readTime(text: string, line: number): number {
  const seconds = csvTime(text);
  if (seconds === undefined) {
    throw new CsvError(`"${text.slice(0, 40)}" is no time: write epoch seconds or ISO 8601.`, line);
  }
  if (!Number.isSafeInteger(seconds)) throw new CsvError('times must be whole seconds.', line);
  return seconds;
}

function readValue(text: string, line: number): number {
  const value = csvNumber(text);
  if (value !== undefined) return value;
  throw new CsvError(`"${text.slice(0, 40)}" is no number: leave a missing value empty.`, line);
}

function smallestDistance(rows: readonly Row[]): number {
  let smallest = Infinity;
  let previous: Row | undefined;
  for (const row of rows) {
    if (previous !== undefined) smallest = Math.min(smallest, row.seconds - previous.seconds);
    previous = row;
  }
  return smallest;
}
