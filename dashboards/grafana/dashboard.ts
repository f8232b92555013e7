import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { panelBuilder, PROMETHEUS, type RowDefinition } from './panel.ts';

export interface DashboardDefinition {
  /** Never changes: links and bookmarks hold it. */
  readonly uid: string;
  readonly title: string;
  /** The one question it answers. */
  readonly question: string;
  readonly variables: readonly VariableDefinition[];
  readonly rows: readonly RowDefinition[];
}

/** A choice above the panels; queries name it `$name`. */
export interface VariableDefinition {
  readonly name: string;
  readonly label: string;
  /** Of which metric the label's values are offered. */
  readonly metric: string;
  /** `one` for a dashboard about one thing, `many` to narrow down what is shown. */
  readonly choice: 'one' | 'many';
}

const TAG = 'telltale';

export function buildDashboard(definition: DashboardDefinition): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(definition.title)
    .uid(definition.uid)
    .description(`${definition.question} Generated from dashboards/grafana: edit there, not in the browser.`)
    .tags([TAG])
    .readonly()
    .timezone('browser')
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .link(linksToTheOthers())
    .annotation(firingAlerts())
    .withVariable(new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'));
  for (const variable of definition.variables) builder.withVariable(variableBuilder(variable));
  let lastId = 0;
  for (const row of definition.rows) {
    builder.withRow(new dashboard.RowBuilder(row.title).id(++lastId));
    for (const panel of row.panels) builder.withPanel(panelBuilder(panel).id(++lastId));
  }
  return builder.build();
}

function variableBuilder({ name, label, metric, choice }: VariableDefinition): dashboard.QueryVariableBuilder {
  const builder = new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query(`label_values(${metric}, ${name})`)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc);
  return choice === 'one' ? builder : builder.multi(true).includeAll(true).allValue('.*');
}

function linksToTheOthers(): dashboard.DashboardLinkBuilder {
  return new dashboard.DashboardLinkBuilder('Telltale')
    .type(dashboard.DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(true)
    .includeVars(false)
    .keepTime(true);
}

/** Marks on every chart when an alert of ours began and ended. */
function firingAlerts(): dashboard.AnnotationQueryBuilder {
  return new dashboard.AnnotationQueryBuilder()
    .name('Alerts')
    .datasource(PROMETHEUS)
    .enable(true)
    .hide(false)
    .iconColor('red')
    .expr(FIRING_ALERTS);
}

/** The watchdog fires always and is no news. */
export const FIRING_ALERTS = 'ALERTS{alertname=~"Telltale.+", alertname!="TelltaleWatchdog", alertstate="firing"}';
