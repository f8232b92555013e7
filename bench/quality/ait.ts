/**
 * Correlation on the AIT alert data set: `--data DIR` holds its scenarios as `*.csv.gz`. What is measured and what is not:
 * `ait.md`. `--rules FILE` takes other rules than the built-in ones, `--json` prints the figures on the last line.
 */
import { parseArgs } from 'node:util';
import { readCorrelationFile } from '../../app/cli/correlation-file.ts';
import { describeAit } from './ait-lines.ts';
import { isAitFolder, measureAit } from './ait-measure.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    rules: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (flags.data === undefined || !isAitFolder(flags.data)) {
  console.log('Not measured: the AIT alert data set. Give the folder with its scenarios (*.csv.gz) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const figures = measureAit(flags.data, readCorrelationFile(flags.rules).config);
  for (const line of describeAit(figures)) console.log(line);
  if (flags.json) console.log(JSON.stringify({ measured: true, ...figures }));
}
