import { join } from 'node:path';
import prettier from 'prettier';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { childrenOf, itemOf, type SchemaNode } from '../config/json-schema.ts';
import { loadConfig } from '../config/load-config.ts';
import { settingsTable, type SettingRow } from '../config/settings-table.ts';
import { shownValue } from '../config/shown-value.ts';
import { wholeSchema } from '../config/whole-schema.ts';
import { discoverPlugins } from './discover-plugins.ts';
import { PACKAGE_ROOT } from './package-root.ts';

const plugins = await discoverPlugins();
const INTRODUCTION = `# Configuration

Nothing has to be configured. What is set stands in one YAML file that \`TELLTALE_CONFIG\` names, or in the environment, which wins.
Each variable can be given as \`…_FILE\` instead: a file that holds the value, for secrets. Lists in a variable are separated by commas.
An unknown name or a wrong value is refused with its path, value and remedy, and Telltale does not start.

- \`telltale check-config\` checks without starting, \`--print\` shows every setting in force and where it comes from.
- \`telltale check-config --schema\` prints the JSON Schema of the file, for editors.
- [telltale.sample.yml](../telltale.sample.yml) shows the shape of the file; every plug-in has a sample of its own.

\`agents[]\` stands for every entry of a list. This table is made from the schemas: \`npx vitest run app/settings.test.ts -u\`.

| setting | default | variable | meaning |
| --- | --- | --- | --- |
`;

it('are documented, each with path, default, variable and meaning', async () => {
  const rows = settingsTable(plugins).map(tableLine).join('\n');
  const formatted = await prettier.format(`${INTRODUCTION}${rows}\n`, { parser: 'markdown', printWidth: 120 });
  await expect(formatted).toMatchFileSnapshot('../docs/specs/configuration.md');
});

it('are all accepted as the sample writes them', () => {
  const sample = join(PACKAGE_ROOT, 'docs', 'telltale.sample.yml');
  const { given, house } = loadConfig(sample, {}, plugins);
  expect(Object.keys(given.tree)).toEqual(expect.arrayContaining(['http', 'escalation', 'collectors', 'notifiers']));
  expect(house.escalation.takeLimitSecondsByClass).toEqual({ fire: 10, technical: 600 });
});

/** SNMP agents are transformed as a whole, which hides what becomes of each setting. */
const NOT_SECRET = /(?:topic|oid|demo)$|^collectors\.snmp\.agents\.(?!community$|authKey$|privKey$)/i;

/** What a schema turns into something else is either a topic or a secret, and a secret must be known by its name. */
it('that are secret have names by which they are never shown', () => {
  const whole = wholeSchema(plugins);
  const options = { unrepresentable: 'any' } as const;
  const asGiven = textNames(z.toJSONSchema(whole, { ...options, io: 'input' }));
  const asUsed = new Set(textNames(z.toJSONSchema(whole, { ...options, io: 'output' })));
  const transformed = asGiven.filter((path) => !asUsed.has(path) && !NOT_SECRET.test(path));
  expect(transformed.length).toBeGreaterThan(5);
  const shown = transformed.filter((path) => shownValue(path.split('.'), 'hunter2') !== '[secret]');
  expect(shown).toEqual([]);
});

function tableLine({ path, default: byDefault, variable, meaning }: SettingRow): string {
  const cells = [
    code(path),
    code(byDefault),
    code(variable),
    meaning.replaceAll('|', '\\|').replaceAll(/([<>*_])/g, '\\$1'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

/** Dotted paths of the settings that are text. */
function textNames(node: SchemaNode, path: readonly string[] = []): string[] {
  const item = itemOf(node);
  return [
    ...(node.type === 'string' ? [path.join('.')] : []),
    ...[...childrenOf(node)].flatMap(([name, child]) => textNames(child, [...path, name])),
    ...(item === undefined ? [] : textNames(item, path)),
  ];
}
