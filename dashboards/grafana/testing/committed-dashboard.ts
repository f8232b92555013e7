import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const dataSource = z.strictObject({ type: z.enum(['prometheus', 'datasource', 'grafana']), uid: z.string() });

const target = z.strictObject({
  refId: z.string().regex(/^[A-Z]$/),
  expr: z.string().min(1),
  legendFormat: z.string(),
  format: z.enum(['time_series', 'table', 'heatmap']).optional(),
  range: z.boolean().optional(),
  instant: z.boolean().optional(),
});

const panel = z.looseObject({
  id: z.number().int().positive(),
  type: z.enum(['row', 'stat', 'timeseries', 'state-timeline', 'bargauge', 'heatmap', 'table']),
  title: z.string().min(1),
  description: z.string().optional(),
  datasource: dataSource.optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number().min(1).max(24), h: z.number().min(1) }),
  options: z.unknown().optional(),
  fieldConfig: z
    .looseObject({ defaults: z.looseObject({ unit: z.string().optional(), custom: z.unknown().optional() }) })
    .optional(),
  targets: z.array(target).optional(),
});

const variable = z.looseObject({
  name: z.string().regex(/^\w+$/),
  type: z.enum(['datasource', 'query']),
  label: z.string().min(1),
});

/** The part of Grafana's dashboard model that ours use; Grafana's own schemas are checked where they are at hand. */
const dashboard = z.looseObject({
  uid: z.string().max(40),
  title: z.string().min(1),
  schemaVersion: z.number().int().min(36),
  templating: z.looseObject({ list: z.array(variable) }),
  annotations: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), datasource: dataSource })) }),
  panels: z.array(panel),
});

export type CommittedDashboard = z.output<typeof dashboard>;
export type CommittedPanel = z.output<typeof panel>;

/** What is committed for Grafana to read; throws where it is not as Grafana expects it. */
export async function committedDashboard(uid: string): Promise<CommittedDashboard> {
  return dashboard.parse(JSON.parse(await readFile(`dashboards/grafana/${uid}.json`, 'utf8')));
}

export function chartsOf({ panels }: CommittedDashboard): readonly CommittedPanel[] {
  return panels.filter(({ type }) => type !== 'row');
}
