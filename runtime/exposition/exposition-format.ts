import type { MetricFamily } from './metric-family.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

const OPENMETRICS_VERSIONS: ReadonlySet<string | undefined> = new Set(['1.0.0', undefined]);

/** What the `Accept` header likes best of the two formats; the text format when it does not care. */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  let text = 0;
  let openmetrics = 0;
  for (const range of (accept ?? '*/*').toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim());
    const quality = qualityOf(parameters);
    if (type === 'application/openmetrics-text' && OPENMETRICS_VERSIONS.has(parameterOf(parameters, 'version'))) {
      openmetrics = Math.max(openmetrics, quality);
    }
    if (type === 'text/plain' || type === 'text/*' || type === '*/*') text = Math.max(text, quality);
  }
  return openmetrics > 0 && openmetrics >= text ? 'openmetrics' : 'text';
}

/** Whether an `Accept-Encoding` header wants gzip. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? '').split(',').some((range) => {
    const [coding, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return (coding === 'gzip' || coding === '*') && qualityOf(parameters) > 0;
  });
}

/** The lines before the samples of a family. OpenMetrics names a counter without its `_total`. */
export function familyHeader({ name, help, type }: MetricFamily, format: ExpositionFormat): string {
  const isOpenMetrics = format === 'openmetrics';
  const shownName = isOpenMetrics && type === 'counter' ? name.replace(/_total$/, '') : name;
  const shownType = isOpenMetrics && type === 'untyped' ? 'unknown' : type;
  return `# HELP ${shownName} ${escapeHelp(help, isOpenMetrics)}\n# TYPE ${shownName} ${shownType}\n`;
}

function escapeHelp(help: string, quotesToo: boolean): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return quotesToo ? escaped.replaceAll('"', '\\"') : escaped;
}

function qualityOf(parameters: readonly string[]): number {
  const quality = Number(parameterOf(parameters, 'q') ?? '1');
  return Number.isFinite(quality) ? quality : 0;
}

function parameterOf(parameters: readonly string[], name: string): string | undefined {
  return parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
}
