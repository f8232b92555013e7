import { describe, expect, it } from 'vitest';
import { ALERTS } from '../prometheus/all-alerts.ts';
import { DASHBOARDS } from './all-dashboards.ts';
import { chartsOf, committedDashboard } from './testing/committed-dashboard.ts';
import { gridCellsOf } from './testing/grid-cells.ts';

describe('the dashboards', () => {
  it('are the seven of the documentation, each with a uid and a title of its own', () => {
    expect(DASHBOARDS.map(({ uid }) => uid)).toEqual([
      'telltale-overview',
      'telltale-ingestion',
      'telltale-source',
      'telltale-detection',
      'telltale-alarm-system',
      'telltale-escalation',
      'telltale-host',
    ]);
    expect(new Set(DASHBOARDS.map(({ title }) => title)).size).toBe(DASHBOARDS.length);
  });

  it('are where the alerts send their reader', () => {
    const uids = new Set(DASHBOARDS.map(({ uid }) => uid));
    expect(ALERTS.filter(({ dashboard }) => !uids.has(dashboard)).map(({ name }) => name)).toEqual([]);
  });

  it('name only alerts that there are', () => {
    const named = [...JSON.stringify(DASHBOARDS).matchAll(/raises (Telltale\w+)/g)].map((match) => match[1] ?? '');
    const names = new Set(ALERTS.map(({ name }) => name));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.each(DASHBOARDS)('$title', ({ uid, title, question, rows }) => {
  const definitions = rows.flatMap((row) => row.panels);

  it('answers one question', async () => {
    expect(question).toMatch(/^[A-Z].+\?$/);
    expect(await committedDashboard(uid)).toMatchObject({ uid, title, editable: false });
    expect(await committedDashboard(uid)).not.toHaveProperty('id');
  });

  it('says of every panel what it shows, and calls no two the same', () => {
    for (const panel of definitions) expect(panel.description).toMatch(/^.{20,}\.$/);
    expect(new Set(definitions.map((panel) => panel.title)).size).toBe(definitions.length);
  });

  it('asks the data source that its reader chose', async () => {
    const charts = chartsOf(await committedDashboard(uid));
    expect(charts).toHaveLength(definitions.length);
    for (const panel of charts) expect(panel.datasource?.uid).toBe('${datasource}');
  });

  it('gives every panel an id and a place of its own', async () => {
    const { panels } = await committedDashboard(uid);
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
    const cells = panels.flatMap((panel) => gridCellsOf(panel.gridPos));
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('fills each line of the grid to its 24 columns', () => {
    for (const row of rows) {
      const columns = row.panels.reduce((sum, panel) => sum + panel.columns, 0);
      expect(columns % 24, row.title).toBe(0);
    }
  });

  it('is refreshed no faster than the data come, and not refreshed when nobody looks', async () => {
    expect(await committedDashboard(uid)).toMatchObject({ refresh: '30s', tags: ['telltale'] });
  });
});
