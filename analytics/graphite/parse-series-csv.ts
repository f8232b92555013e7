import type { RegularSeries } from './regular-series.ts';

/** What is wrong with a series file, and in which line, counted from 1. */
export class SeriesFileError extends Error {
  readonly line: number;

  constructor(problem: string, line: number) {
    super(`${problem} (line ${line} of the series)`);
    this.name = 'SeriesFileError';
    this.line = line;
  }
}

interface Row {
  readonly line: number;
  readonly seconds: number;
  readonly value: number;
}

const MAX_STEPS = 20_000_000;
const EPOCH_SECONDS = /^\d+(?:\.\d+)?$/;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}/;
const ZONELESS = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)$/;

/**
 * Reads a series from CSV with the columns `timestamp` (epoch seconds or ISO 8601, UTC unless it names a zone) and
 * `value` (empty: missing), among others. The step is the smallest distance of two rows; steps without row are missing.
 * Rows must be in order. Throws a SeriesFileError.
 */
export function parseSeriesCsv(text: string): RegularSeries {
  const rows = readRows(text.replace(/^\uFEFF/, '').split(/\r?\n/));
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < 2) {
    throw new SeriesFileError('a series needs at least two rows to have a step', 1);
  }
  const stepSeconds = smallestDistance(rows);
  const steps = (last.seconds - first.seconds) / stepSeconds + 1;
  if (steps > MAX_STEPS) throw new SeriesFileError(`the series spans more than ${MAX_STEPS} steps`, last.line);
  const values = new Float64Array(Math.floor(steps)).fill(NaN);
  for (const { line, seconds, value } of rows) {
    const step = (seconds - first.seconds) / stepSeconds;
    if (!Number.isInteger(step)) {
      throw new SeriesFileError(`the time is not on the series' step of ${stepSeconds} s`, line);
    }
    values[step] = value;
  }
  return { startSeconds: first.seconds, stepSeconds, values };
}

/** Epoch seconds of a time as it may stand in a series file; `undefined` when it is none. */
export function parseTime(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text);
  if (!ISO_8601.test(text)) return undefined;
  const milliseconds = Date.parse(text.replace(ZONELESS, '$1T$2Z'));
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function readRows(lines: readonly string[]): readonly Row[] {
  const columns = (lines[0] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const [timeColumn, valueColumn] = [columns.indexOf('timestamp'), columns.indexOf('value')];
  if (timeColumn < 0 || valueColumn < 0) throw new SeriesFileError('the columns timestamp and value are missing', 1);
  const rows: Row[] = [];
  for (const [i, text] of lines.entries()) {
    if (i === 0 || text.trim() === '') continue;
    const line = i + 1;
    const fields = text.split(',');
    const seconds = readTime((fields[timeColumn] ?? '').trim(), line);
    const previous = rows.at(-1);
    if (previous !== undefined && seconds <= previous.seconds) {
      throw new SeriesFileError('the time is not after that of the row before', line);
    }
    rows.push({ line, seconds, value: readValue((fields[valueColumn] ?? '').trim(), line) });
  }
  return rows;
}

function readTime(text: string, line: number): number {
  const seconds = parseTime(text);
  if (seconds === undefined) {
    throw new SeriesFileError(`"${text.slice(0, 40)}" is no time: write epoch seconds or ISO 8601`, line);
  }
  if (!Number.isSafeInteger(seconds)) throw new SeriesFileError('times must be whole seconds', line);
  return seconds;
}

function readValue(text: string, line: number): number {
  if (text === '') return NaN;
  const value = Number(text);
  if (!Number.isFinite(value)) {
    throw new SeriesFileError(`"${text.slice(0, 40)}" is no number: leave a missing value empty`, line);
  }
  return value;
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
