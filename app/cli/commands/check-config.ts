import { parseArgs } from 'node:util';
import { effectiveSettings } from '../../../config/effective-settings.ts';
import { unknownVariables } from '../../../config/environment.ts';
import { settingsJsonSchema } from '../../../config/json-schema.ts';
import { ConfigError } from '../../../config/problem.ts';
import { SECTION_NAMES, wholeEnvironment } from '../../../config/whole-schema.ts';
import { discoverPlugins } from '../../discover-plugins.ts';
import { alignColumns } from '../columns.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings, type Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export const command: Command = {
  summary: 'Says whether the configuration is right, and what is enabled by it',
  usage: `[--config FILE] [--print | --schema] [--json]
${CONFIG_USAGE}
  --print          every setting in force, with where it comes from
  --schema         the JSON Schema of the configuration file
  --json           the answer as one JSON object

Exit code 0: right. 2: wrong, with one line for each thing to mend: path, value, remedy.`,
  async run(words, terminal) {
    const options = {
      ...CONFIG_OPTION,
      print: { type: 'boolean' },
      schema: { type: 'boolean' },
      json: { type: 'boolean' },
    } as const;
    const { values } = parseArgs({ args: [...words], options });
    if (values.schema === true) {
      if (values.print === true) throw new UsageError('--print and --schema exclude each other.');
      terminal.print(JSON.stringify(settingsJsonSchema(await discoverPlugins()), undefined, 2));
      return EXIT.ok;
    }
    try {
      const settings = await loadSettings(values.config, terminal.environment);
      if (values.json === true) terminal.print(JSON.stringify(asJson(settings, values.print === true)));
      else report(settings, values.print === true, terminal);
      return EXIT.ok;
    } catch (cause) {
      if (values.json !== true || !(cause instanceof ConfigError)) throw cause;
      terminal.print(JSON.stringify({ ok: false, problems: cause.problems }));
      return EXIT.wrongInput;
    }
  },
};

function report(settings: Settings, withValues: boolean, terminal: Terminal): void {
  if (withValues) {
    const rows = effectiveSettings(settings.config).map(({ path, value, origin }) => [path, value, origin]);
    for (const line of alignColumns(rows)) terminal.print(line);
  }
  for (const name of unknownVariables(wholeEnvironment(settings.plugins), terminal.environment)) {
    terminal.complain(`note: ${name} is not a setting and has no effect`);
  }
  const enabled = Object.entries(enabledKinds(settings))
    .filter(([, kinds]) => kinds.length > 0)
    .map(([section, kinds]) => `${section} ${kinds.join(', ')}`);
  terminal.print(`ok: ${enabled.join('; ')}`);
}

function asJson(settings: Settings, withValues: boolean): object {
  const answer = { ok: true, enabled: enabledKinds(settings) };
  return withValues ? { ...answer, settings: effectiveSettings(settings.config) } : answer;
}

function enabledKinds({ plugins, config }: Settings): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    SECTION_NAMES.map((section) => {
      const enabled = plugins[section].filter((plugin) => plugin.isEnabled(config.plugins[section].get(plugin.kind)));
      return [section, enabled.map(({ kind }) => kind)];
    }),
  );
}
