/**
 * A series is a metric name and a label set. Inside the pipeline it is a dense integer (`SeriesId`);
 * `seriesKey` is the only function that decides whether two series are the same.
 */

export type SeriesId = number;

/** A map, not an object literal: label names come from devices and may be `__proto__`. */
export type Labels = ReadonlyMap<string, string>;

export interface Series {
  readonly metric: string;
  /** Always holds `site` and `sensor`; further labels are what the device adds. */
  readonly labels: Labels;
  /** As the device names it ("C", "%", "bpm"); not part of the identity. */
  readonly unit?: string;
}

export const SITE_LABEL = 'site';
export const SENSOR_LABEL = 'sensor';

export function makeSeries(
  site: string,
  sensor: string,
  metric: string,
  options: { readonly unit?: string; readonly labels?: Iterable<readonly [string, string]> } = {},
): Series {
  const labels = new Map<string, string>(options.labels ?? []);
  labels.set(SITE_LABEL, site);
  labels.set(SENSOR_LABEL, sensor);
  return options.unit === undefined ? { metric, labels } : { metric, labels, unit: options.unit };
}

export function siteOf(series: Series): string {
  return series.labels.get(SITE_LABEL) ?? '';
}

export function sensorOf(series: Series): string {
  return series.labels.get(SENSOR_LABEL) ?? '';
}

const BARE_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A bare name never begins with a quote, so quoted and bare forms cannot collide. */
function nameText(name: string): string {
  return BARE_NAME.test(name) ? name : JSON.stringify(name);
}

/**
 * The canonical key: `temperature{sensor="s1",site="lab"}`, labels sorted by code unit, anything that
 * is not a plain identifier JSON-quoted. Equal keys if and only if equal metric and label set.
 */
export function seriesKey(series: Series): string {
  const names = [...series.labels.keys()].sort();
  const pairs = names.map((name) => `${nameText(name)}=${JSON.stringify(series.labels.get(name))}`);
  return `${nameText(series.metric)}{${pairs.join(',')}}`;
}
