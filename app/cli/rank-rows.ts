import { chooseColumns, type ColumnChoice } from '../../analytics/ranking/further-columns.ts';
import { Ranker, type Lesson, type Ranked } from '../../analytics/ranking/ranker.ts';
import type { LabelledRow } from '../../analytics/ranking/ranking-row.ts';
import type { RankingFile, RankingRecord } from './ranking-csv.ts';

export interface RankedFile {
  /** In the order of the input. */
  readonly ranked: readonly Ranked[];
  readonly ranker: Ranker;
  readonly columns: ColumnChoice;
}

const MOST_DEGREES_NORTH = 90;
const MOST_DEGREES_EAST = 180;

/**
 * Ranks the rows of a file in time order, each by the training file and by what happened before it. A disposition in the input is
 * learned once time has moved on: of two signals in the same second neither knows how the other was closed.
 */
export function rankRows(train: RankingFile, input: RankingFile): RankedFile {
  const history = inTimeOrder(train.records);
  const columns = chooseColumns(
    train.further.map((name) => ({
      name,
      cells: history.map(({ further }) => further(name)),
      isInInput: input.further.includes(name),
    })),
    history.map(({ label }) => label),
  );
  const rowOf = (record: RankingRecord) => rankingRow(record, columns);
  const ranker = new Ranker(history.map(rowOf), columns);
  const order = Array.from(input.records.keys());
  order.sort((one, other) => secondsAt(input, one) - secondsAt(input, other) || one - other);
  const ranked: Ranked[] = [];
  let closed: { readonly lesson: Lesson; readonly label: 0 | 1; readonly seconds: number }[] = [];
  for (const index of order) {
    const record = input.records[index];
    if (record === undefined) continue;
    const row = rowOf(record);
    if ((closed[0]?.seconds ?? Infinity) < row.timeSeconds) {
      for (const { lesson, label } of closed) ranker.learn(lesson, label);
      closed = [];
    }
    ranked[index] = ranker.rank(row);
    if (record.label === undefined) continue;
    closed.push({ lesson: ranker.lesson(), label: record.label, seconds: row.timeSeconds });
  }
  return { ranked, ranker, columns };
}

function secondsAt(file: RankingFile, index: number): number {
  return file.records[index]?.timeSeconds ?? 0;
}

function inTimeOrder(records: readonly RankingRecord[]): readonly RankingRecord[] {
  return [...records].sort((one, other) => one.timeSeconds - other.timeSeconds);
}

function rankingRow(record: RankingRecord, { numericColumns, wordColumns }: ColumnChoice): LabelledRow {
  const { known, further } = record;
  const latitude = degrees(known('latitude'), MOST_DEGREES_NORTH);
  const longitude = degrees(known('longitude'), MOST_DEGREES_EAST);
  const isPlace = !Number.isNaN(latitude) && !Number.isNaN(longitude);
  return {
    timeSeconds: record.timeSeconds,
    type: known('type'),
    site: known('site'),
    sensor: known('sensor'),
    latitude: isPlace ? latitude : NaN,
    longitude: isPlace ? longitude : NaN,
    numbers: numericColumns.map((name) => numberIn(further(name))),
    words: wordColumns.map(further),
    label: record.label,
  };
}

/** What is no place on earth is no place. */
function degrees(text: string, most: number): number {
  const value = numberIn(text);
  return Math.abs(value) <= most ? value : NaN;
}

function numberIn(text: string): number {
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : NaN;
}
