import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

interface PackageJson {
  readonly name: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
  readonly engines: { readonly node: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly 'node-red': { readonly version: string; readonly nodes: Readonly<Record<string, string>> };
}

/** What Node-RED's package score asks for, as far as it can be told without a network. */
describe('the Node-RED package', async () => {
  const description: PackageJson = JSON.parse(await readFile('flows/package.json', 'utf8'));
  const nodeTypes = Object.keys(description['node-red'].nodes);

  it('has a scoped name, a licence and the keyword', () => {
    expect(description.name).toMatch(/^@telltale\/node-red-/);
    expect(description.license).toBe('Apache-2.0');
    expect(description.keywords).toContain('node-red');
  });

  it('names the same repository, home and place for faults as the project, where that names any', async () => {
    const project: Partial<PackageJson> = JSON.parse(await readFile('package.json', 'utf8'));
    const addressesOf = ({ repository, homepage, bugs }: Partial<PackageJson>) => ({ repository, homepage, bugs });
    expect(addressesOf(description)).toEqual(addressesOf(project));
  });

  it('says for which Node-RED and which Node it is', () => {
    expect(description['node-red'].version).toBe('>=4.1.0');
    expect(description.engines.node).toBe('>=20.19');
  });

  it('runs on every Node that its Node-RED runs on and Telltale asks for', async () => {
    const nodeRed: { readonly engines: { readonly node: string } } = JSON.parse(
      await readFile('node_modules/node-red/package.json', 'utf8'),
    );
    const least = (range: string): number => Number(/>=\s*(\d+)/.exec(range)?.[1]);
    expect(least(description.engines.node)).toBeGreaterThanOrEqual(least(nodeRed.engines.node));
  });

  it('ships what it runs, and nothing that must be built on the machine it is put on', async () => {
    expect(description.files).toEqual(['dist', 'nodes', 'examples']);
    expect(description.scripts).toEqual({ prepack: 'tsc -p tsconfig.json' });
    for (const file of Object.values(description['node-red'].nodes)) expect(file).toMatch(/^nodes\/[a-z-]+\.js$/);
    expect(await readdir('flows/nodes/icons')).not.toEqual([]);
  });

  it('has types and names that tell whose they are, so that no other package has the same', () => {
    for (const type of nodeTypes) expect(type).toMatch(/^telltale-[a-z-]+$/);
    expect(new Set(nodeTypes).size).toBe(nodeTypes.length);
  });

  it('asks only for what Node-RED 4 and 5 both have', async () => {
    const sources = (await readdir('flows/src')).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
    const asked = await Promise.all(sources.map(async (name) => await readFile(`flows/src/${name}`, 'utf8')));
    const used = new Set(asked.flatMap((text) => [...text.matchAll(/\bRED\.(\w+\.\w+)/g)].map((match) => match[1])));
    expect([...used].toSorted()).toEqual(['nodes.createNode', 'nodes.getNode', 'nodes.registerType']);
  });

  it('depends on at most six packages', () => {
    expect(Object.keys(description.dependencies ?? {}).length).toBeLessThanOrEqual(6);
  });

  it.each(nodeTypes)('has an example that uses %s', async (type) => {
    expect(await usedTypes()).toContain(type);
  });

  it('has examples that need nobody else’s nodes', async () => {
    const core = [
      'tab',
      'comment',
      'inject',
      'switch',
      'function',
      'debug',
      'http request',
      'xml',
      'mqtt out',
      'mqtt-broker',
    ];
    const ownOrCore = new Set([...nodeTypes, ...core]);
    expect((await usedTypes()).filter((type) => !ownOrCore.has(type))).toEqual([]);
  });

  it.each(nodeTypes)('registers %s once, under its own name, with an icon that is white on nothing', async (type) => {
    const page = await readFile(`flows/nodes/${type}.html`, 'utf8');
    expect([...page.matchAll(/registerType\('([^']+)'/g)].map((match) => match[1])).toEqual([type]);
    const icon = /icon: '([^']+)'/.exec(page)?.[1];
    if (icon === undefined) return expect(page).toContain("category: 'config'");
    const picture = await readFile(`flows/nodes/icons/${icon}`, 'utf8');
    expect(picture).toContain('width="40" height="60"');
    expect(new Set([...picture.matchAll(/(?:fill|stroke)="(#[^"]+)"/g)].map((match) => match[1]))).toEqual(
      new Set(['#fff']),
    );
  });

  it.each(nodeTypes)('documents every field of %s that its page lets people fill in', async (type) => {
    const page = await readFile(`flows/nodes/${type}.html`, 'utf8');
    const [, defaults = ''] = /defaults: \{([\s\S]*?)\n {4}\}/.exec(page) ?? [];
    const fields = [...defaults.matchAll(/^ {6}(\w+):/gm)].map((match) => match[1] ?? '');
    expect(fields).toContain('name');
    for (const field of fields) expect(page).toMatch(new RegExp(`id="node-(?:config-)?input-${field}"`));
  });

  it('keeps the token among the credentials, where no export takes it along', async () => {
    const page = await readFile('flows/nodes/telltale-server.html', 'utf8');
    expect(page).toContain("credentials: { token: { type: 'password' } }");
    for (const type of nodeTypes.filter((each) => each !== 'telltale-server')) {
      expect(await readFile(`flows/nodes/${type}.html`, 'utf8')).not.toMatch(
        /node-input-token|type="password"|credentials:/,
      );
    }
  });

  it.each(nodeTypes)('explains %s in the editor, the first sentence as its tooltip', async (type) => {
    const page = await readFile(`flows/nodes/${type}.html`, 'utf8');
    expect(page).toContain(`data-template-name="${type}"`);
    expect(page).toMatch(new RegExp(`data-help-name="${type}">\\s*<p>[A-Z][^<]+\\.</p>\\s*<h3>`));
  });
});

describe.each(readdirSync('flows/examples'))('the example %s', (name) => {
  it('is short, explains itself in a comment, and has ids that no other example has', async () => {
    const flow = await readExample(name);
    expect(flow.length).toBeLessThanOrEqual(12);
    expect(flow.filter(({ type }) => type === 'comment')).toHaveLength(1);
    const others = (await readdir('flows/examples')).filter((other) => other !== name);
    const taken = new Set((await Promise.all(others.map(readExample))).flat().map(({ id }) => id));
    expect(flow.filter(({ id }) => taken.has(id))).toEqual([]);
  });

  it('holds no credentials', async () => {
    expect(JSON.stringify(await readExample(name))).not.toMatch(/"(?:token|password|credentials)"/);
  });
});

interface ExampleNode {
  readonly id: string;
  readonly type: string;
}

async function readExample(name: string): Promise<readonly ExampleNode[]> {
  const flow: readonly ExampleNode[] = JSON.parse(await readFile(`flows/examples/${name}`, 'utf8'));
  return flow;
}

async function usedTypes(): Promise<readonly string[]> {
  const types: string[] = [];
  for (const name of await readdir('flows/examples')) {
    types.push(...(await readExample(name)).map((node) => node.type));
  }
  return types;
}
