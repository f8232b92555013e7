import type { RankingColumns } from './ranker.ts';

/** A column of the training file besides those that every signal has: its cells in time order, and whether it can be used later. */
export interface FurtherColumn {
  readonly name: string;
  readonly cells: readonly string[];
  readonly isInInput: boolean;
}

export interface ColumnChoice extends RankingColumns {
  /** Why the others are not used. */
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
}

type Kind = 'number' | 'words' | { readonly ignoredBecause: string };

const MOST_COLUMNS = 64;
const NUMERIC_SHARE = 0.95;
const IDENTIFIER_SHARE = 0.5;
const LEAST_ROWS_FOR_IDENTIFIER = 20;
/** Share of what is to be known about the disposition that one column may give away before it must have been written after closing. */
const LEAK_SHARE = 0.95;
const LEAST_LABELS_FOR_LEAK = 20;
const LEAK_BINS = 32;

/** Tells from the training file which further columns are numbers, which are words, and which must not be learned from. */
export function chooseColumns(columns: readonly FurtherColumn[], labels: readonly (0 | 1 | undefined)[]): ColumnChoice {
  const numericColumns: string[] = [];
  const wordColumns: string[] = [];
  const ignored: { name: string; reason: string }[] = [];
  for (const column of columns) {
    const kind = kindOf(column, labels);
    const used = numericColumns.length + wordColumns.length;
    if (typeof kind === 'object') ignored.push({ name: column.name, reason: kind.ignoredBecause });
    else if (used === MOST_COLUMNS) ignored.push({ name: column.name, reason: `more than ${MOST_COLUMNS} columns` });
    else (kind === 'number' ? numericColumns : wordColumns).push(column.name);
  }
  return { numericColumns, wordColumns, ignored };
}

function kindOf({ cells, isInInput }: FurtherColumn, labels: readonly (0 | 1 | undefined)[]): Kind {
  if (!isInInput) return { ignoredBecause: 'it is not in the input' };
  const filled = cells.filter((cell) => cell !== '');
  const distinct = new Set(filled);
  if (distinct.size === 0) return { ignoredBecause: 'it is empty' };
  if (distinct.size === 1 && filled.length === cells.length) return { ignoredBecause: 'it is always the same' };
  const numbers = filled.map(Number);
  const isNumeric = numbers.filter((value) => Number.isFinite(value)).length >= NUMERIC_SHARE * filled.length;
  const groups = isNumeric ? binsOf(cells.map((cell) => (cell === '' ? NaN : Number(cell)))) : cells;
  if (tellsDisposition(groups, labels)) return { ignoredBecause: 'it repeats the disposition' };
  if (isNumeric) return isCounter(numbers) ? { ignoredBecause: 'it only counts up' } : 'number';
  const isIdentifier = filled.length >= LEAST_ROWS_FOR_IDENTIFIER && distinct.size > IDENTIFIER_SHARE * filled.length;
  return isIdentifier ? { ignoredBecause: 'nearly every row has its own value' } : 'words';
}

/** Row numbers, epoch times and ids that a database hands out: whole, distinct and rising with time. */
function isCounter(numbers: readonly number[]): boolean {
  if (numbers.length < LEAST_ROWS_FOR_IDENTIFIER) return false;
  return numbers.every((value, index) => Number.isInteger(value) && value > (numbers[index - 1] ?? -Infinity));
}

function binsOf(values: readonly number[]): readonly string[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
  const distinct = [...new Set(sorted)];
  const edges =
    distinct.length <= LEAK_BINS
      ? distinct
      : Array.from({ length: LEAK_BINS }, (_, bin) => sorted[Math.floor((bin * sorted.length) / LEAK_BINS)] ?? 0);
  return values.map((value) => (Number.isNaN(value) ? '' : String(edges.findLastIndex((edge) => edge <= value))));
}

/** Whether the mutual information of value and disposition, less what chance alone would show, is all but the whole of it. */
function tellsDisposition(groups: readonly string[], labels: readonly (0 | 1 | undefined)[]): boolean {
  const counts = new Map<string, [number, number]>();
  const all: [number, number] = [0, 0];
  for (const [row, group] of groups.entries()) {
    const label = labels[row];
    if (label === undefined) continue;
    const ofGroup = counts.get(group) ?? [0, 0];
    ofGroup[label]++;
    all[label]++;
    counts.set(group, ofGroup);
  }
  const rows = all[0] + all[1];
  if (rows < LEAST_LABELS_FOR_LEAK || all[0] === 0 || all[1] === 0) return false;
  const whole = uncertainty(all);
  const left = [...counts.values()].reduce((sum, ofGroup) => sum + uncertainty(ofGroup), 0);
  const byChance = (counts.size - 1) / 2;
  return whole - left - byChance >= LEAK_SHARE * whole;
}

/** Entropy times number of rows, in nats. */
function uncertainty([falses, trues]: readonly [number, number]): number {
  const rows = falses + trues;
  const part = (count: number) => (count === 0 ? 0 : -count * Math.log(count / rows));
  return part(falses) + part(trues);
}
