import { parseArgs } from 'node:util';
import { ROLES } from '../../../../core/action.ts';
import { EXIT, type Command } from '../../command.ts';
import { consoleUrl, nameIn, oneOf, sitesOf, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Makes an account and prints the link that sets its password',
  usage: `NAME [--role ROLE] [--site PATTERN]... [--config FILE]
  --role ROLE      ${ROLES.join(', ')}; operator if not given. The first account must be an administrator's
  --site PATTERN   site the person sees, * is any text; may be repeated; every site if not given
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...CONFIG_OPTION,
        role: { type: 'string', default: 'operator' },
        site: { type: 'string', multiple: true },
      },
    });
    const person = {
      name: nameIn(positionals),
      role: oneOf('--role', values.role, ROLES),
      sites: sitesOf(values.site),
    };
    return await withPeople(values.config, terminal.environment, async ({ people, house, by }) => {
      const { key } = await people.add(person, by);
      terminal.print(consoleUrl(house, `/welcome/${key}`));
      return EXIT.ok;
    });
  },
};
