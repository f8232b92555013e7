import { parseArgs } from 'node:util';
import { alignColumns } from '../../columns.ts';
import { EXIT, type Command } from '../../command.ts';
import { withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Lists the programs that have a token',
  usage: `[--config FILE]
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values } = parseArgs({ args: [...words], options: CONFIG_OPTION });
    return await withPeople(values.config, terminal.environment, async ({ people }) => {
      const rows = people.machines().map(({ name, right, sites }) => [name, right, sites.join(' ')]);
      for (const line of alignColumns(rows)) terminal.print(line);
      return EXIT.ok;
    });
  },
};
