/**
 * Ranks events that were not learned from, by all models side by side: `--data DIR` is a folder with alarms/ait or
 * alarms/seattle-2015. `--speed` measures fitting, scoring and learning instead, on made-up events. `--json` prints the figures as
 * one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { describeSpeed } from './ranking-lines.ts';
import { measureRankingSpeed } from './ranking-speed.ts';
import { measureRankingSuite } from './ranking-suite.ts';

const REFIT_EVENTS = 200_000;

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    speed: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
if (flags.speed) {
  const speed = measureRankingSpeed(REFIT_EVENTS);
  for (const line of describeSpeed(speed)) console.log(line);
  if (flags.json) console.log(JSON.stringify(speed));
} else {
  const result = flags.data === undefined ? undefined : measureRankingSuite(flags.data, () => undefined);
  if (result === undefined)
    console.log('Not measured: ranking. Give a folder with alarms/ait/ or alarms/seattle-2015/ as --data DIR.');
  else for (const line of result.lines) console.log(line);
  if (flags.json) console.log(JSON.stringify({ measured: result !== undefined, ...result?.figures }));
}
