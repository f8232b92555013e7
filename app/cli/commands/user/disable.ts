import { parseArgs } from 'node:util';
import { EXIT, type Command } from '../../command.ts';
import { nameIn, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Lets a person in no more, and ends their sessions',
  usage: `NAME [--config FILE]
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: CONFIG_OPTION });
    return await withPeople(values.config, terminal.environment, async ({ people, by }) => {
      await people.change(nameIn(positionals), { disabled: true }, by);
      return EXIT.ok;
    });
  },
};
