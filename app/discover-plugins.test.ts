import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { discoverPlugins, PLUGIN_FOLDERS } from './discover-plugins.ts';
import { PACKAGE_ROOT } from './package-root.ts';

it('finds every plug-in by its folder, in the order of their names', async () => {
  const plugins = await discoverPlugins();
  for (const section of ['collectors', 'detectors', 'exporters', 'notifiers'] as const) {
    const kinds = plugins[section].map(({ kind }) => kind);
    expect(kinds.length).toBeGreaterThanOrEqual(2);
    expect(kinds).toEqual(kinds.toSorted());
    for (const kind of kinds) {
      expect(existsSync(join(PACKAGE_ROOT, PLUGIN_FOLDERS[section], kind, 'plugin.ts'))).toBe(true);
    }
  }
});

it('takes no folder without a plug-in for one', async () => {
  const { collectors } = await discoverPlugins();
  expect(existsSync(join(PACKAGE_ROOT, 'collectors', 'formats'))).toBe(true);
  expect(collectors.map(({ kind }) => kind)).not.toContain('formats');
});

it('finds no two plug-ins that listen to the same environment variable', async () => {
  const plugins = await discoverPlugins();
  const names = Object.values(plugins)
    .flat()
    .flatMap(({ environment }) => Object.keys(environment));
  expect(new Set(names).size).toBe(names.length);
});
