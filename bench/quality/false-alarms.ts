/**
 * How often the live engine with every default detector cries wolf on healthy series, and what it finds: by family, sampling and
 * detector. `--json` prints the figures as one JSON object on the last line, `--series N` sets how many of each family.
 */
import { parseArgs } from 'node:util';
import { describeFalseAlarms } from './false-alarm-lines.ts';
import { measureFalseAlarms } from './measure-false-alarms.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '8' },
    'found-series': { type: 'string', default: '100' },
    family: { type: 'string', default: '' },
    minutes: { type: 'string', default: '1,5,60' },
    seed: { type: 'string', default: '0' },
  },
});
const [series, foundSeries, seed] = [flags.series, flags['found-series'], flags.seed].map(Number);
const samplings = flags.minutes.split(',').map((minutes) => {
  return { stepMinutes: Number(minutes), series: series ?? 8, foundSeries: foundSeries ?? 100 };
});
const figures = measureFalseAlarms({ samplings, seed: seed ?? 0, family: flags.family }, () => undefined);
for (const line of describeFalseAlarms(figures)) console.log(line);
if (flags.json) console.log(JSON.stringify(figures));
