import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { INGESTION_ROWS, ingestionDashboard } from './ingestion.ts';

interface PlacedPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

describe('the ingestion dashboard', () => {
  const definitions = INGESTION_ROWS.flatMap((row) => row.panels);

  it('keeps its uid, which links and bookmarks hold', () => {
    expect(ingestionDashboard()).toMatchObject({ uid: 'telltale-ingestion', title: 'Telltale / Ingestion' });
    expect(ingestionDashboard()).not.toHaveProperty('id');
  });

  it('says of every panel what it shows', () => {
    for (const panel of definitions) expect(panel.description).toMatch(/^.{20,}\.$/);
  });

  it('asks the data source that its reader chose', async () => {
    const charts = (await committedPanels()).filter((panel) => panel.type !== 'row');
    expect(charts).toHaveLength(definitions.length);
    for (const panel of charts) expect(panel.datasource?.uid).toBe('${datasource}');
  });

  it('gives every panel an id and a place of its own', async () => {
    const panels = await committedPanels();
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
    const cells = panels.flatMap((panel) => cellsOf(panel));
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('fills each line of the grid to its 24 columns', () => {
    for (const row of INGESTION_ROWS) {
      const columns = row.panels.reduce((sum, panel) => sum + panel.columns, 0);
      expect(columns % 24, row.title).toBe(0);
    }
  });
});

async function committedPanels(): Promise<readonly PlacedPanel[]> {
  const text = await readFile('dashboards/grafana/telltale-ingestion.json', 'utf8');
  const { panels }: { readonly panels: readonly PlacedPanel[] } = JSON.parse(text);
  return panels;
}

function cellsOf({ gridPos: { x, y, w, h } }: PlacedPanel): readonly string[] {
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}
