import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSeriesScore } from '../../analytics/score/series-score.ts';
import { readNabCorpus, type NabSeries } from './nab-corpus.ts';
import { reportNab } from './nab-report.ts';

/** Whether the folder has NAB's layout. */
export function isNabFolder(folder: string): boolean {
  return existsSync(join(folder, 'labels', 'combined_windows.json'));
}

/** Scores the series of a folder with NAB's layout by its rules; `onSeries` hears how many of how many are done. */
export function measureNab(folder: string, onSeries: (done: number, of: number) => void = () => undefined) {
  const corpus = readNabCorpus(folder);
  const startedAtMillis = performance.now();
  const scored = corpus.map((series, index) => {
    onSeries(index, corpus.length);
    return { series, scores: scoreRows(series) };
  });
  const seconds = (performance.now() - startedAtMillis) / 1000;
  const rows = corpus.reduce((sum, { values }) => sum + values.length, 0);
  return {
    series: corpus.length,
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    profiles: reportNab(scored),
  };
}

function scoreRows({ observedAtMillis, values }: NabSeries): Float64Array {
  const score = createSeriesScore();
  return Float64Array.from(values, (value, row) => score.update(observedAtMillis[row] ?? NaN, value).score);
}
