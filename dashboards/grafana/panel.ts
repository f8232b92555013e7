import * as common from '@grafana/grafana-foundation-sdk/common';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/** One PromQL expression and the name of its lines, e.g. `{{collector}}`. */
export interface PanelQuery {
  readonly expr: string;
  readonly legend: string;
}

/** A panel as data. `unit` is Grafana's id of a unit; `columns` is its width of the grid's 24. */
export interface PanelDefinition {
  readonly kind: 'number' | 'lines' | 'states';
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly columns: number;
  readonly queries: readonly PanelQuery[];
}

export interface RowDefinition {
  readonly title: string;
  readonly panels: readonly PanelDefinition[];
}

export const PROMETHEUS: common.DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

type AnyPanelBuilder = stat.PanelBuilder | statetimeline.PanelBuilder | timeseries.PanelBuilder;

const NUMBER_ROWS = 4;
const CHART_ROWS = 8;
const LATEST_VALUE = new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']);

export function panelBuilder(panel: PanelDefinition): AnyPanelBuilder {
  const builder = builderOfKind(panel)
    .title(panel.title)
    .description(panel.description)
    .datasource(PROMETHEUS)
    .unit(panel.unit)
    .span(panel.columns);
  panel.queries.forEach((query, index) => builder.withTarget(queryBuilder(query, index)));
  return builder;
}

function builderOfKind(panel: PanelDefinition): AnyPanelBuilder {
  switch (panel.kind) {
    case 'number':
      return new stat.PanelBuilder().height(NUMBER_ROWS).reduceOptions(LATEST_VALUE);
    case 'lines':
      return new timeseries.PanelBuilder().height(CHART_ROWS).min(0).fillOpacity(0);
    case 'states':
      return new statetimeline.PanelBuilder().height(CHART_ROWS).mergeValues(true);
  }
}

function queryBuilder(query: PanelQuery, index: number): prometheus.DataqueryBuilder {
  return new prometheus.DataqueryBuilder()
    .refId(String.fromCodePoint('A'.charCodeAt(0) + index))
    .expr(query.expr)
    .legendFormat(query.legend)
    .range();
}
