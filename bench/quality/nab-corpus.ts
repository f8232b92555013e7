import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One series of the Numenta Anomaly Benchmark with its labelled windows, as first and last row. */
export interface NabSeries {
  readonly name: string;
  readonly category: string;
  readonly observedAtMillis: readonly number[];
  readonly values: readonly number[];
  readonly windows: readonly RowWindow[];
}

/** Both rows are inside. */
export interface RowWindow {
  readonly firstRow: number;
  readonly lastRow: number;
}

const LABELS = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

/** The labelled series of a folder with NAB's layout (`data/`, `labels/`), of those that are there; in name order. */
export function readNabCorpus(folder: string): NabSeries[] {
  const text = readFileSync(join(folder, 'labels', 'combined_windows.json'), 'utf8');
  const labels = LABELS.parse(JSON.parse(text));
  return Object.keys(labels)
    .filter((name) => existsSync(join(folder, 'data', name)))
    .sort()
    .map((name) => parseNabSeries(name, readFileSync(join(folder, 'data', name), 'utf8'), labels[name] ?? []));
}

/** `csv` has a header and the columns timestamp and value; a window is a first and a last timestamp. */
export function parseNabSeries(name: string, csv: string, windows: readonly (readonly [string, string])[]): NabSeries {
  const rows = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const observedAtMillis = rows.map(([timestamp = '']) => parseTimestamp(timestamp));
  return {
    name,
    category: name.split('/')[0] ?? name,
    observedAtMillis,
    values: rows.map(([, value]) => Number(value)),
    windows: windows.map(([first, last]) => rowsBetween(observedAtMillis, parseTimestamp(first), parseTimestamp(last))),
  };
}

function rowsBetween(observedAtMillis: readonly number[], firstMillis: number, lastMillis: number): RowWindow {
  return {
    firstRow: observedAtMillis.findIndex((millis) => millis >= firstMillis),
    lastRow: observedAtMillis.findLastIndex((millis) => millis <= lastMillis),
  };
}

/** `2014-04-10 07:15:00` or `2014-04-10 07:15:00.000000`; NAB names no zone, and only differences matter. */
function parseTimestamp(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}
