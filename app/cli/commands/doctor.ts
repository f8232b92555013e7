import { parseArgs } from 'node:util';
import { ConfigError } from '../../../config/problem.ts';
import { systemClock } from '../../../runtime/system-clock.ts';
import { examine } from '../../doctor/doctor.ts';
import { failing, type Finding } from '../../doctor/finding.ts';
import { settingsFileOf } from '../../settings-file.ts';
import { alignColumns } from '../columns.ts';
import { EXIT, type Command } from '../command.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings } from '../settings.ts';

export const command: Command = {
  summary: 'Looks at everything Telltale needs, and says of each thing whether it is well and what to do',
  usage: `[--config FILE] [--json]
${CONFIG_USAGE}
  --json           one JSON object a line

Settings, data folder and disk, permissions, clock, every server that the settings name, the tokens for them, one round of each collector
that asks its devices, and the Telltale that runs with these settings. Nothing is changed, and nobody gets a message: that is telltale escalation
test. It may run beside Telltale, on the same machine and as the same user.
Exit code 0: nothing fails. 1: something does.`,
  async run(words, terminal) {
    const { values } = parseArgs({ args: [...words], options: { ...CONFIG_OPTION, json: { type: 'boolean' } } });
    const findings = await findingsOf(values.config, terminal.environment);
    if (values.json === true) for (const finding of findings) terminal.print(JSON.stringify(finding));
    else for (const line of alignColumns(findings.map(wordsOf))) terminal.print(line);
    return findings.some(({ outcome }) => outcome === 'fail') ? EXIT.failed : EXIT.ok;
  },
};

async function findingsOf(option: string | undefined, environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  try {
    const settings = await loadSettings(option, environment);
    return await examine({
      settings,
      settingsFile: settingsFileOf(option, environment),
      environment,
      clock: systemClock,
    });
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    return cause.problems.map(({ path, value, remedy }) =>
      failing(`settings: ${path}`, { message: `${value} is wrong`, remedy }),
    );
  }
}

function wordsOf({ part, outcome, detail, remedy }: Finding): string[] {
  return [outcome, part, remedy === undefined ? detail : `${detail}. Remedy: ${remedy}`];
}
