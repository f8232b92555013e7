import { parseTime } from '../../analytics/graphite/parse-series-csv.ts';
import { splitCsvLine } from '../../collectors/replay/csv.ts';
import { UsageError } from './command.ts';

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
/** Epoch times beyond this are milliseconds: as seconds they would lie after the year 5000. */
const MOST_EPOCH_SECONDS = 1e11;
const ISO_WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
const FIRST_LINE = 2;

/**
 * Signals with the columns time, type, site, sensor, latitude, longitude and disposition, of which only time must be there, and
 * any further columns. A row without time is taken to have happened with the one before it. Throws a `UsageError` that names the line.
 */
export function readRankingCsv(text: string, flag: string): RankingFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = (splitCsvLine(header) ?? []).map((name) => name.trim().toLowerCase());
  if (!names.includes('time')) throw new UsageError(`${flag}: the first line must name the columns, time among them.`);
  const at = new Map(names.map((name, index) => [name, index]));
  const records: RankingRecord[] = [];
  let timeless = 0;
  let lastSeconds = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const place = `${flag}, line ${index + FIRST_LINE}`;
    const cells = splitCsvLine(line);
    if (cells === undefined) throw new UsageError(`${place}: its quotes do not match.`);
    const cell = (column: string): string => cells[at.get(column) ?? -1]?.trim() ?? '';
    const time = cell('time');
    if (time === '') timeless++;
    else lastSeconds = secondsOf(time, place);
    records.push({ timeSeconds: lastSeconds, known: cell, further: cell, label: labelOf(cell('disposition'), place) });
  }
  const known: readonly string[] = KNOWN_COLUMNS;
  return {
    missing: KNOWN_COLUMNS.filter((name) => !at.has(name)),
    further: [...at.keys()].filter((name) => name !== '' && !known.includes(name)),
    records,
    timeless,
  };
}

function secondsOf(text: string, place: string): number {
  const seconds = parseTime(text.replace(ISO_WITHOUT_ZONE, '$1T$2Z'));
  if (seconds === undefined) throw new UsageError(`${place}: "${text}" is no time: use ISO 8601 or epoch seconds.`);
  return seconds > MOST_EPOCH_SECONDS ? seconds / 1000 : seconds;
}

function labelOf(text: string, place: string): 0 | 1 | undefined {
  const word = text.toLowerCase();
  if (LABELS.has(word)) return LABELS.get(word);
  throw new UsageError(`${place}: "${text}" is no disposition: use true, false, inappropriate or other.`);
}
