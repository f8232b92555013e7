import { CsvError } from '../../runtime/csv/csv-table.ts';
import { secondsOf, tableWith } from './series-csv.ts';

/** Columns that every signal has; `disposition` is how its event closed. */
const KNOWN_COLUMNS = ['time', 'type', 'site', 'sensor', 'latitude', 'longitude', 'disposition'] as const;

type KnownColumn = (typeof KNOWN_COLUMNS)[number];

export interface RankingRecord {
  readonly timeSeconds: number;
  readonly known: (column: KnownColumn) => string;
  readonly further: (column: string) => string;
  /** Undefined where it teaches nothing: inappropriate, other or not closed. */
  readonly label: 0 | 1 | undefined;
}

export interface RankingFile {
  readonly missing: readonly KnownColumn[];
  readonly further: readonly string[];
  /** In the order of the file. */
  readonly records: readonly RankingRecord[];
  /** Rows without a time. */
  readonly timeless: number;
}

const LABELS: ReadonlyMap<string, 0 | 1 | undefined> = new Map([
  ...(['true', '1', '1.0', 'yes'] as const).map((word) => [word, 1] as const),
  ...(['false', '0', '0.0', 'no'] as const).map((word) => [word, 0] as const),
  ...(['inappropriate', 'other', ''] as const).map((word) => [word, undefined] as const),
]);

/**
 * Signals with the columns time, type, site, sensor, latitude, longitude and disposition, of which only time must be there, and
 * any further columns. A row without time is taken to have happened with the one before it. Throws a `CsvError`.
 */
export function readRankingCsv(text: string): RankingFile {
  const table = tableWith(text, ['time']);
  const records: RankingRecord[] = [];
  let timeless = 0;
  let lastSeconds = 0;
  for (const { line, cell } of table.rows()) {
    const time = cell('time');
    if (time === '') timeless++;
    else lastSeconds = secondsOf(time, line);
    records.push({ timeSeconds: lastSeconds, known: cell, further: cell, label: labelOf(cell('disposition'), line) });
  }
  const known: readonly string[] = KNOWN_COLUMNS;
  return {
    missing: KNOWN_COLUMNS.filter((name) => !table.columns.includes(name)),
    further: table.columns.filter((name) => name !== '' && !known.includes(name)),
    records,
    timeless,
  };
}

function labelOf(text: string, line: number): 0 | 1 | undefined {
  const word = text.toLowerCase();
  if (LABELS.has(word)) return LABELS.get(word);
  throw new CsvError(`"${text}" is no disposition: use true, false, inappropriate or other.`, line);
}
