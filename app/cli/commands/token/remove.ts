import { parseArgs } from 'node:util';
import { EXIT, type Command } from '../../command.ts';
import { nameIn, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Makes the token of a program void',
  usage: `NAME [--config FILE]
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: CONFIG_OPTION });
    const name = nameIn(positionals);
    return await withPeople(values.config, terminal.environment, async ({ people, by }) => {
      if (await people.removeMachine(name, by)) return EXIT.ok;
      terminal.complain(`No program has a token "${name}".`);
      return EXIT.wrongInput;
    });
  },
};
