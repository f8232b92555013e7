/**
 * Scores the series score by the rules of the Numenta Anomaly Benchmark: `--data DIR` is a folder with NAB's layout, whole or
 * in part. `--json` prints the figures as one JSON object on the last line.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSeriesScore } from '../../analytics/score/series-score.ts';
import { readNabCorpus, type NabSeries } from './nab-corpus.ts';
import { describeNab } from './nab-lines.ts';
import { reportNab } from './nab-report.ts';

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (flags.data === undefined || !existsSync(join(flags.data, 'labels', 'combined_windows.json'))) {
  console.log('Not measured: the Numenta Anomaly Benchmark. Give its folder (with data/ and labels/) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const corpus = readNabCorpus(flags.data);
  const startedAtMillis = performance.now();
  const scored = corpus.map((series) => ({ series, scores: scoreRows(series) }));
  const seconds = (performance.now() - startedAtMillis) / 1000;
  const rows = corpus.reduce((sum, { values }) => sum + values.length, 0);
  const figures = {
    measured: true,
    series: corpus.length,
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    profiles: reportNab(scored),
  };
  for (const line of describeNab(figures)) console.log(line);
  if (flags.json) console.log(JSON.stringify(figures));
}

function scoreRows({ observedAtMillis, values }: NabSeries): Float64Array {
  const score = createSeriesScore();
  return Float64Array.from(values, (value, row) => score.update(observedAtMillis[row] ?? NaN, value).score);
}
