import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findSuites, type FoundSuite } from '../../../bench/quality/find-suites.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import type { Terminal } from '../terminal.ts';

export const command: Command = {
  summary: 'Measures how good the detection is, on labelled data that you have',
  usage: `--data DIR [--only NAME]... [--json]
  --data DIR       folder with the archives: nab/, alarms/, fitness/ …; or one archive itself. None is part of Telltale
  --only NAME      this suite alone, such as nab; may be given several times
  --json           one JSON object as the last line: {"measured": {…}, "notMeasured": {…}}

What could not be measured because its data are missing is said by name. Ends with 1 when nothing was measured.`,
  async run(words, terminal) {
    const { values: flags } = parseArgs({
      args: [...words],
      options: {
        data: { type: 'string' },
        only: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
      },
    });
    if (flags.data !== undefined && !existsSync(flags.data)) {
      throw new UsageError(`--data ${flags.data}: name a folder that exists.`);
    }
    const measured: Record<string, object> = {};
    const notMeasured: Record<string, string> = {};
    for (const found of chosenSuites(flags.only)) {
      const result = await measure(found, flags.data, terminal);
      if (typeof result === 'string') notMeasured[found.name] = result;
      else measured[found.name] = result;
    }
    for (const [name, reason] of Object.entries(notMeasured)) terminal.print(`Not measured: ${name}: ${reason}`);
    if (flags.json) terminal.print(JSON.stringify({ measured, notMeasured }));
    return Object.keys(measured).length === 0 ? EXIT.failed : EXIT.ok;
  },
};

function chosenSuites(only: readonly string[] | undefined): FoundSuite[] {
  const suites = findSuites();
  const names = suites.map(({ name }) => name);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--only ${unknown}: there is no such suite. There are: ${names.join(', ')}.`);
  return suites.filter(({ name }) => only?.includes(name) ?? true);
}

/** Its figures, or why there are none. */
async function measure(
  { name, load }: FoundSuite,
  dataFolder: string | undefined,
  terminal: Terminal,
): Promise<object | string> {
  const suite = await load();
  const progress = (text: string): void => terminal.progress?.(`${name}: ${text}`);
  const result = await suite.measure({ dataFolder, progress });
  terminal.progress?.('');
  if (result === undefined) {
    const remedy = dataFolder === undefined ? 'give its folder as --data DIR' : `there is none in ${dataFolder}`;
    return `${suite.summary}; needs ${suite.needs ?? 'nothing'}: ${remedy}.`;
  }
  for (const line of result.lines) terminal.print(line);
  terminal.print('');
  return result.figures;
}
