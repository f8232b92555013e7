import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/** One PromQL expression and the name of its lines, e.g. `{{collector}}`. */
export interface PanelQuery {
  readonly expr: string;
  readonly legend: string;
}

/** A value that stands for a state, in words and with a colour that does not stand alone. */
export interface StateName {
  readonly value: number;
  readonly text: string;
  readonly color: 'green' | 'orange' | 'red' | 'blue';
}

/** A panel as data. `unit` is Grafana's id of a unit; `columns` is its width of the grid's 24. */
export interface PanelDefinition {
  /** `ranking`: bars of the latest values. `spread`: buckets of a histogram over time. `list`: a row a series. */
  readonly kind: 'number' | 'lines' | 'states' | 'ranking' | 'spread' | 'list';
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly columns: number;
  readonly queries: readonly PanelQuery[];
  /** From here on it wants attention, and from here on it is bad. */
  readonly limits?: readonly [warning: number, bad: number];
  readonly states?: readonly StateName[];
}

export interface RowDefinition {
  readonly title: string;
  readonly panels: readonly PanelDefinition[];
}

export const PROMETHEUS: common.DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

type AnyPanelBuilder =
  | bargauge.PanelBuilder
  | heatmap.PanelBuilder
  | stat.PanelBuilder
  | statetimeline.PanelBuilder
  | table.PanelBuilder
  | timeseries.PanelBuilder;

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
  if (panel.limits !== undefined) builder.thresholds(thresholdsOf(panel.limits));
  if (panel.states !== undefined) builder.mappings([mappingOf(panel.states)]);
  panel.queries.forEach((query, index) => builder.withTarget(queryBuilder(panel, query, index)));
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
    case 'ranking':
      return new bargauge.PanelBuilder()
        .height(CHART_ROWS)
        .orientation(common.VizOrientation.Horizontal)
        .reduceOptions(LATEST_VALUE)
        .min(0);
    case 'spread':
      return new heatmap.PanelBuilder()
        .height(CHART_ROWS)
        .calculate(false)
        .yAxis(new heatmap.YAxisConfigBuilder().unit(panel.unit));
    case 'list':
      return new table.PanelBuilder().height(CHART_ROWS).showHeader(true);
  }
}

function thresholdsOf([warning, bad]: readonly [number, number]): dashboard.ThresholdsConfigBuilder {
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps([
    { value: null, color: 'green' },
    { value: warning, color: 'orange' },
    { value: bad, color: 'red' },
  ]);
}

function mappingOf(states: readonly StateName[]): dashboard.ValueMap {
  const options = Object.fromEntries(
    states.map(({ value, text, color }, index) => [String(value), { text, color, index }]),
  );
  return { type: dashboard.MappingType.ValueToText, options };
}

function queryBuilder(panel: PanelDefinition, query: PanelQuery, index: number): prometheus.DataqueryBuilder {
  const builder = new prometheus.DataqueryBuilder()
    .refId(String.fromCodePoint('A'.charCodeAt(0) + index))
    .expr(query.expr)
    .legendFormat(query.legend);
  switch (panel.kind) {
    case 'list':
      return builder.instant().format(prometheus.PromQueryFormat.Table);
    case 'spread':
      return builder.range().format(prometheus.PromQueryFormat.Heatmap);
    case 'ranking':
      return builder.instant();
    case 'number':
    case 'lines':
    case 'states':
      return builder.range();
  }
}
