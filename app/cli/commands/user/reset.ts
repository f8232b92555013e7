import { parseArgs } from 'node:util';
import { EXIT, type Command } from '../../command.ts';
import { consoleUrl, nameIn, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Makes a password void, ends the sessions, and prints the link that sets a new one',
  usage: `NAME [--config FILE]
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: CONFIG_OPTION });
    return await withPeople(values.config, terminal.environment, async ({ people, house, by }) => {
      const { key } = await people.reset(nameIn(positionals), by);
      terminal.print(consoleUrl(house, `/welcome/${key}`));
      return EXIT.ok;
    });
  },
};
