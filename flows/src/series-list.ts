import { isRecord, type TelltaleApi } from './telltale-api.ts';

export interface SeriesState {
  readonly key: string;
  readonly site: string;
  readonly sensor: string;
  readonly metric: string;
  readonly unit: string | undefined;
  readonly latest: { readonly at: string; readonly value: number } | undefined;
  /** Too little past is known to say what is usual. */
  readonly learning: boolean;
}

export interface SeriesFilter {
  readonly site: string;
  readonly sensor: string;
  readonly metric: string;
}

const PAGE = 10_000;
const MAX_PAGES = 100;

/** Every series of Telltale, page by page. */
export async function listSeries(api: TelltaleApi): Promise<readonly SeriesState[]> {
  const all: SeriesState[] = [];
  let after = -1;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await api.get(`/api/v1/series?limit=${PAGE}&after=${after}`);
    const entries: readonly unknown[] = Array.isArray(answer) ? answer : [];
    for (const entry of entries) {
      if (!isRecord(entry)) continue;
      all.push(seriesOf(entry));
      after = Math.max(after, Number(entry['id']));
    }
    if (entries.length < PAGE) return all;
  }
  return all;
}

/** Whether a series is meant: `*` stands for any text, an empty field for anything. */
export function isMeant(series: SeriesFilter, filter: SeriesFilter): boolean {
  return (['site', 'sensor', 'metric'] as const).every((field) => matches(series[field], filter[field]));
}

function matches(text: string, pattern: string): boolean {
  if (pattern === '') return true;
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}

function seriesOf(entry: Readonly<Record<string, unknown>>): SeriesState {
  const labels = isRecord(entry['labels']) ? entry['labels'] : {};
  const latest = entry['latest'];
  return {
    key: text(entry['key']),
    site: text(labels['site']),
    sensor: text(labels['sensor']),
    metric: text(entry['metric']),
    unit: typeof entry['unit'] === 'string' ? entry['unit'] : undefined,
    latest: isRecord(latest) ? { at: text(latest['at']), value: Number(latest['value']) } : undefined,
    learning: entry['learning'] === true,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
