import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { panelBuilder, PROMETHEUS, type RowDefinition } from './panel.ts';
import { AT_A_GLANCE } from './rows/at-a-glance.ts';
import { COLLECTORS } from './rows/collectors.ts';
import { DESK } from './rows/desk.ts';
import { DETECTION } from './rows/detection.ts';
import { HISTORY } from './rows/history.ts';
import { NOTIFICATIONS } from './rows/notifications.ts';
import { PROCESS } from './rows/process.ts';

/** From the device to the person, as the data flows. */
export const INGESTION_ROWS: readonly RowDefinition[] = [
  AT_A_GLANCE,
  COLLECTORS,
  HISTORY,
  DETECTION,
  DESK,
  NOTIFICATIONS,
  PROCESS,
];

/** Answers one question: does everything the devices say arrive, and where does it stick if not? */
export function ingestionDashboard(): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder('Telltale / Ingestion')
    .uid('telltale-ingestion')
    .description(
      'Does everything the devices say arrive? Generated from dashboards/grafana: edit there, not in the browser.',
    )
    .tags(['telltale'])
    .readonly()
    .timezone('browser')
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .withVariable(new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(collectorVariable());
  let lastId = 0;
  for (const row of INGESTION_ROWS) {
    builder.withRow(new dashboard.RowBuilder(row.title).id(++lastId));
    for (const panel of row.panels) builder.withPanel(panelBuilder(panel).id(++lastId));
  }
  return builder.build();
}

function collectorVariable(): dashboard.QueryVariableBuilder {
  return new dashboard.QueryVariableBuilder('collector')
    .label('Collector')
    .datasource(PROMETHEUS)
    .query('label_values(telltale_collector_up, collector)')
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*');
}
