/**
 * How long an attack of the AIT alert data set waits at the desk: real desk, correlation, ranking and priority, two operators at a
 * minute an event. `--data DIR` holds the scenarios as `*.csv.gz`, `--only NAME` takes one, `--json` prints the figures on the
 * last line. Each scenario begins with an empty desk: nothing of the others is known.
 */
import { parseArgs } from 'node:util';
import { aitScenarios, readAitScenario } from './ait-corpus.ts';
import { isAitFolder } from './ait-measure.ts';
import { playAtDesk, type RoomFigures, type RoomOptions } from './ait-room.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const WAYS: Readonly<Record<string, RoomOptions>> = {
  telltale: { order: 'telltale', isTaught: true },
  telltaleUntaught: { order: 'telltale', isTaught: false },
  oldestFirst: { order: 'oldest first', isTaught: false },
  oracle: { order: 'oracle', isTaught: false },
};

if (flags.data === undefined || !isAitFolder(flags.data)) {
  console.log('Not measured: the AIT alert data set. Give the folder with its scenarios (*.csv.gz) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const figures: Record<string, Record<string, RoomFigures>> = {};
  for (const file of aitScenarios(flags.data).filter((each) => each.includes(flags.only))) {
    const scenario = readAitScenario(file);
    const ofScenario: Record<string, RoomFigures> = {};
    for (const [way, options] of Object.entries(WAYS)) {
      const figure = await playAtDesk(scenario, options);
      ofScenario[way] = figure;
      const { meanWaitSeconds, trueEvents, events } = figure;
      console.log(`${scenario.name}, ${way}: ${meanWaitSeconds} s for ${trueEvents} true of ${events} events`);
    }
    figures[scenario.name] = ofScenario;
  }
  if (flags.json) console.log(JSON.stringify({ measured: true, scenarios: figures }));
}
