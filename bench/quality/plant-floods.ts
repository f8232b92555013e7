/**
 * Finds floods, chattering and stale alarms in the logs of a plant, and checks every figure with the slow report. `--data DIR` holds
 * flood-1.csv and so on. `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { measurePlantFloods } from './measure-plant-floods.ts';
import { hasPlantFloods } from './plant-flood-csv.ts';
import { describePlantFloods } from './plant-flood-lines.ts';

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (flags.data === undefined || !hasPlantFloods(flags.data)) {
  console.log('Not measured: the plant floods. Give their folder (with flood-1.csv) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const result = measurePlantFloods(flags.data, () => undefined);
  for (const line of describePlantFloods(result)) console.log(line);
  if (flags.json) console.log(JSON.stringify({ measured: true, ...result }));
  if (!result.allAgree) process.exitCode = 1;
}
