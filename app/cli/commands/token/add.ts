import { parseArgs } from 'node:util';
import { MACHINE_RIGHTS } from '../../../../core/ports/account-store.ts';
import { EXIT, type Command } from '../../command.ts';
import { nameIn, oneOf, sitesOf, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Makes a token for a program and prints it, once',
  usage: `NAME [--may RIGHT] [--site PATTERN]... [--config FILE]
  --may RIGHT      telemetry (hand in readings and signals), metrics, read, or act (read, and act as an operator);
                   telemetry if not given
  --site PATTERN   for read and act: site it sees, * is any text; may be repeated; every site if not given
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...CONFIG_OPTION,
        may: { type: 'string', default: 'telemetry' },
        site: { type: 'string', multiple: true },
      },
    });
    const right = oneOf('--may', values.may, MACHINE_RIGHTS);
    return await withPeople(values.config, terminal.environment, async ({ people, by }) => {
      terminal.print(await people.addMachine({ name: nameIn(positionals), right, sites: sitesOf(values.site) }, by));
      return EXIT.ok;
    });
  },
};
