/**
 * Scores the series score by the rules of the Numenta Anomaly Benchmark: `--data DIR` is a folder with NAB's layout, whole or
 * in part. `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { isNabFolder, measureNab } from './measure-nab.ts';
import { describeNab } from './nab-lines.ts';

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (flags.data === undefined || !isNabFolder(flags.data)) {
  console.log('Not measured: the Numenta Anomaly Benchmark. Give its folder (with data/ and labels/) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const figures = measureNab(flags.data);
  for (const line of describeNab(figures)) console.log(line);
  if (flags.json) console.log(JSON.stringify({ measured: true, ...figures }));
}
