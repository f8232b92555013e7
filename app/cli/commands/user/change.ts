import { parseArgs } from 'node:util';
import { ROLES } from '../../../../core/action.ts';
import { EXIT, type Command } from '../../command.ts';
import { nameIn, oneOf, withPeople } from '../../open-people.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../../settings.ts';

export const command: Command = {
  summary: 'Changes the role or the sites of a person, and ends their sessions',
  usage: `NAME [--role ROLE] [--site PATTERN]... [--config FILE]
  --role ROLE      ${ROLES.join(', ')}
  --site PATTERN   site the person sees from now on, * is any text; may be repeated
${CONFIG_USAGE}`,
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...CONFIG_OPTION, role: { type: 'string' }, site: { type: 'string', multiple: true } },
    });
    const change = {
      ...(values.role === undefined ? {} : { role: oneOf('--role', values.role, ROLES) }),
      ...(values.site === undefined ? {} : { sites: values.site }),
    };
    return await withPeople(values.config, terminal.environment, async ({ people, by }) => {
      await people.change(nameIn(positionals), change, by);
      return EXIT.ok;
    });
  },
};
