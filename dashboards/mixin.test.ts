import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { promtool } from '../test/support/prometheus.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { DASHBOARDS } from './grafana/all-dashboards.ts';

interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Readonly<Record<string, unknown>>[] }[];
}

const run = promisify(execFile);
const MIXIN = `(import '${join(process.cwd(), 'dashboards/mixin.libsonnet')}')`;
const ELSEWHERE = `{ _config+:: { telltaleSelector: 'cluster="one",job=~"tell.*"', telltaleRunbooks: 'https://wiki/r' } }`;

describe('the mixin', () => {
  const evaluated = async <T>(expression: string): Promise<T> => {
    const { stdout } = await run('jsonnet', ['-e', expression], { maxBuffer: 1e8 });
    const value: T = JSON.parse(stdout);
    return value;
  };

  it('has the recordings, the alerts and the dashboards of the files beside it', async () => {
    const rules: Rules = parse(await readFile('dashboards/prometheus/telltale.rules.yml', 'utf8'));
    expect(await evaluated<Rules>(`${MIXIN}.prometheusAlerts`)).toEqual({
      groups: rules.groups.filter(({ name }) => name === 'telltale-alerts'),
    });
    expect(await evaluated<Rules>(`${MIXIN}.prometheusRules`)).toEqual({
      groups: rules.groups.filter(({ name }) => name === 'telltale-recordings'),
    });
    const dashboards = await evaluated<Readonly<Record<string, unknown>>>(`${MIXIN}.grafanaDashboards`);
    expect(Object.keys(dashboards)).toEqual(DASHBOARDS.map(({ uid }) => `${uid}.json`).toSorted());
    for (const [name, dashboard] of Object.entries(dashboards)) {
      expect(dashboard).toEqual(JSON.parse(await readFile(`dashboards/grafana/${name}`, 'utf8')));
    }
  });

  it('asks for the scrape and names the runbooks of whoever uses it, in rules that promtool takes', async () => {
    const mixin = `(${MIXIN} + ${ELSEWHERE})`;
    const alerts = await evaluated<Rules>(`${mixin}.prometheusAlerts`);
    const text = JSON.stringify(alerts);
    expect(text).toContain(String.raw`absent(up{cluster=\"one\",job=~\"tell.*\"} == 1)`);
    expect(text).toContain('"https://wiki/r/TelltaleDown.md"');
    const dashboards = JSON.stringify(await evaluated<object>(`${mixin}.grafanaDashboards`));
    for (const each of [text, dashboards]) expect(each).not.toContain(String.raw`{job=\"telltale\"}`);
    const file = join(temporaryFolder(), 'rules.yml');
    await writeFile(file, text);
    expect(await promtool('check', 'rules', file)).toMatchObject({ exitCode: 0 });
  });

  it('adds itself to the mixins of others', async () => {
    const others = `{ prometheusAlerts+:: { groups+: [{ name: 'theirs', rules: [] }] }, grafanaDashboards+:: { 'theirs.json': {} } }`;
    const both = await evaluated<{ groups: readonly { name: string }[]; dashboards: readonly string[] }>(
      `local both = ${others} + ${MIXIN}; { groups: both.prometheusAlerts.groups, dashboards: std.objectFields(both.grafanaDashboards) }`,
    );
    expect(both.groups.map(({ name }) => name)).toEqual(['theirs', 'telltale-alerts']);
    expect(both.dashboards).toHaveLength(DASHBOARDS.length + 1);
  });
});
