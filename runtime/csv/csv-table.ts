import { splitCsvLine } from './split-csv-line.ts';

/** What is wrong with a CSV text, and in which line, counted from 1. */
export class CsvError extends Error {
  readonly line: number;

  constructor(problem: string, line: number) {
    super(`Line ${line}: ${problem}`);
    this.name = 'CsvError';
    this.line = line;
  }
}

export interface CsvRow {
  /** Where it begins in the text, from 1. */
  readonly line: number;
  /** Of the column with that lower-case name; empty where there is none. */
  readonly cell: (column: string) => string;
}

const QUOTES_DO_NOT_MATCH = 'its quotes do not match.';

/**
 * The rows behind a header line (RFC 4180: quoted fields may hold commas, doubled quotes and line breaks). Takes either kind of
 * line end, a byte order mark and blank lines. Rows are kept as text and split when they are asked for: a file of a million alarms
 * fits into memory.
 */
export class CsvTable {
  /** Lower-case. */
  readonly columns: readonly string[];
  readonly #at: ReadonlyMap<string, number>;
  readonly #records: string[] = [];
  readonly #lines: number[] = [];

  /** Throws a `CsvError`. */
  constructor(text: string) {
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    for (let begin = 0, end = 0; begin < lines.length; begin = end) {
      end = endOfRecord(lines, begin);
      const record = lines.slice(begin, end).join('\n');
      if (record.trim() === '' && begin > 0) continue;
      this.#records.push(record);
      this.#lines.push(begin + 1);
    }
    this.columns = (splitCsvLine(this.#records[0] ?? '') ?? []).map((name) => name.trim().toLowerCase());
    this.#at = new Map(this.columns.map((name, index) => [name, index]));
  }

  get rowCount(): number {
    return this.#records.length - 1;
  }

  /** `index` counts from 0. Throws a `CsvError`. */
  row(index: number): CsvRow {
    const line = this.#lines[index + 1] ?? 0;
    const cells = splitCsvLine(this.#records[index + 1] ?? '');
    if (cells === undefined) throw new CsvError(QUOTES_DO_NOT_MATCH, line);
    return { line, cell: (column) => cells[this.#at.get(column) ?? -1]?.trim() ?? '' };
  }

  *rows(): Generator<CsvRow> {
    for (let index = 0; index < this.rowCount; index++) yield this.row(index);
  }
}

/** The line behind the record that begins with line `begin`: quotes that are open go on in the next line. */
function endOfRecord(lines: readonly string[], begin: number): number {
  let isOpen = false;
  for (let at = begin; at < lines.length; at++) {
    const line = lines[at] ?? '';
    for (let quote = line.indexOf('"'); quote !== -1; quote = line.indexOf('"', quote + 1)) isOpen = !isOpen;
    if (!isOpen) return at + 1;
  }
  throw new CsvError(QUOTES_DO_NOT_MATCH, begin + 1);
}
