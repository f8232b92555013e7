import { parseArgs } from 'node:util';
import { alignColumns } from '../../columns.ts';
import { EXIT, type Command } from '../../command.ts';
import { withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Lists who has an account',
  usage: `[--config FILE] [--json]
${CONFIG_USAGE}
  --json           one JSON object a line`,
  async run(words, terminal) {
    const { values } = parseArgs({ args: [...words], options: { ...CONFIG_OPTION, json: { type: 'boolean' } } });
    return await withPeople(values.config, terminal.environment, async ({ people }) => {
      const entries = people.people();
      const rows = entries.map(({ name, role, sites, disabled, signsIn, sessions }) => [
        name,
        role,
        sites.join(' '),
        disabled ? 'disabled' : `signs in ${signsIn}`,
        `${sessions} sessions`,
      ]);
      const lines = values.json === true ? entries.map((entry) => JSON.stringify(entry)) : alignColumns(rows);
      for (const line of lines) terminal.print(line);
      return EXIT.ok;
    });
  },
};
