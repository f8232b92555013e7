import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

interface PackageJson {
  readonly name: string;
  readonly license: string;
  readonly keywords: readonly string[];
  readonly engines: { readonly node: string };
  readonly dependencies?: Readonly<Record<string, string>>;
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

  it('says for which Node-RED and which Node it is', () => {
    expect(description['node-red'].version).toBe('>=4.1.0');
    expect(description.engines.node).toBe('>=20.19');
  });

  it('depends on at most six packages', () => {
    expect(Object.keys(description.dependencies ?? {}).length).toBeLessThanOrEqual(6);
  });

  it.each(nodeTypes)('has an example that uses %s', async (type) => {
    expect(await usedTypes()).toContain(type);
  });

  it('has examples that need nobody else’s nodes', async () => {
    const ownOrCore = new Set([...nodeTypes, 'tab', 'comment', 'inject', 'change', 'switch', 'function', 'debug']);
    expect((await usedTypes()).filter((type) => !ownOrCore.has(type))).toEqual([]);
  });

  it.each(nodeTypes)('explains %s in the editor, the first sentence as its tooltip', async (type) => {
    const page = await readFile(`flows/nodes/${type}.html`, 'utf8');
    expect(page).toContain(`data-template-name="${type}"`);
    expect(page).toMatch(new RegExp(`data-help-name="${type}">\\s*<p>[A-Z][^<]+\\.</p>\\s*<h3>`));
  });
});

async function usedTypes(): Promise<readonly string[]> {
  const types: string[] = [];
  for (const name of await readdir('flows/examples')) {
    const flow: readonly { readonly type: string }[] = JSON.parse(await readFile(`flows/examples/${name}`, 'utf8'));
    types.push(...flow.map((node) => node.type));
  }
  return types;
}
