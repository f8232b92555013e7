/**
 * How often the highest score of a generated series that repeats itself lies where its one disturbance is, give or take 100 rows.
 * `--seeds N` series of each signal and disturbance; `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { createSeriesScore } from '../../analytics/score/series-score.ts';
import { DISTURBANCES, periodicSeries, SIGNALS, type PeriodicSeries } from './periodic-series.ts';

const { values: flags } = parseArgs({
  options: { seeds: { type: 'string', default: '4' }, json: { type: 'boolean', default: false } },
});
const MARGIN_ROWS = 100;
const STEP_MILLIS = 1000;

const seeds = Array.from({ length: Number(flags.seeds) }, (_, seed) => seed + 1);
const names = Object.keys(SIGNALS).flatMap((signal) =>
  Object.keys(DISTURBANCES).map((disturbance) => [signal, disturbance] as const),
);
const found = names.flatMap(([signal, disturbance], pair) =>
  seeds.map((seed) => {
    const series = periodicSeries(signal, disturbance, 1000 * seed + pair);
    return { signal, disturbance, isFound: isNear(series, rowOfHighestScore(series.values)) };
  }),
);
const figures = {
  series: found.length,
  foundPercent: percentFound(found),
  bySignal: Object.fromEntries(
    Object.keys(SIGNALS).map((name) => [name, percentFound(found.filter(({ signal }) => signal === name))]),
  ),
  byDisturbance: Object.fromEntries(
    Object.keys(DISTURBANCES).map((name) => [name, percentFound(found.filter((each) => each.disturbance === name))]),
  ),
};
console.log(
  `periodic series: the highest score lies in the disturbance in ${figures.foundPercent} % of ${figures.series}`,
);
for (const [name, percent] of [...Object.entries(figures.bySignal), ...Object.entries(figures.byDisturbance)]) {
  console.log(`  ${name.padEnd(20)} ${String(percent).padStart(3)} %`);
}
if (flags.json) console.log(JSON.stringify(figures));

function rowOfHighestScore(values: Float64Array): number {
  const score = createSeriesScore();
  let [highest, highestRow] = [0, 0];
  for (const [row, value] of values.entries()) {
    const opinion = score.update(row * STEP_MILLIS, value);
    if (!(opinion.score > highest)) continue;
    highest = opinion.score;
    highestRow = row;
  }
  return highestRow;
}

function isNear({ firstRow, lastRow }: PeriodicSeries, row: number): boolean {
  return row >= firstRow - MARGIN_ROWS && row <= lastRow + MARGIN_ROWS;
}

function percentFound(results: readonly { readonly isFound: boolean }[]): number {
  return Math.round((100 * results.filter(({ isFound }) => isFound).length) / results.length);
}
