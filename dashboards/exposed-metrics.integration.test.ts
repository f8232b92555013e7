import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseSchema } from '../config/schema.ts';
import { post } from '../test/end-to-end/ask.ts';
import { checkMetrics } from '../test/support/prometheus.ts';
import { startTelltale, type TelltaleProcess } from '../test/support/telltale-process.ts';
import { metricCatalogue } from './metric-catalogue.ts';

/** Catalogued, and shown elsewhere: at the probe of a site, or written to other stores. */
const ELSEWHERE = /^telltale_(?:probe|source|site|heartbeat)_/;
/** Those that a scrape configuration gives; a program does not. */
const OF_TARGETS = new Set(['region', 'zone', 'env', 'service', 'cluster', 'owner', 'type']);
const SENSORS = 2000;
/** A reason of a collector is the largest set there is. */
const MOST_VALUES = 25;

describe('what a whole Telltale says of itself at /metrics', () => {
  let telltale: TelltaleProcess;
  let atStart = '';

  const exposed = async (accept = 'text/plain'): Promise<string> =>
    await (await fetch(`${telltale.url}/metrics`, { headers: { accept } })).text();

  beforeAll(async () => {
    telltale = await startTelltale({
      environment: { TELLTALE_DEMO: '0', TELLTALE_REMOTE_WRITE_URL: 'http://127.0.0.1:9/api/v1/write' },
    });
    atStart = await exposed();
  }, 120_000);

  afterAll(async () => {
    await telltale.kill();
  });

  it('passes "promtool check metrics", and what that does not look for: percents, milliseconds, misspelt units', async () => {
    expect(await checkMetrics(atStart)).toBe('');
    expect(namesIn(atStart).filter((name) => /percent|_ms$|_ms_|millis|celcius/.test(name))).toEqual([]);
  });

  it('is the catalogue: nothing that is not in it, everything in it from the start, of its type and with its labels', async () => {
    const catalogue = (await metricCatalogue()).filter(({ name }) => !ELSEWHERE.test(name));
    const types = new Map(
      [...atStart.matchAll(/^# TYPE (telltale_\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]),
    );
    expect(Object.fromEntries(types)).toEqual(Object.fromEntries(catalogue.map(({ name, type }) => [name, type])));
    for (const { name, labels } of catalogue) {
      for (const used of labelsOf(atStart, name)) expect([...labels, 'le']).toContain(used);
    }
  });

  it('can tell what share of the events was taken within each time that was agreed', () => {
    const { escalation, service } = houseSchema.parse({});
    const agreed = [escalation.takeLimitSeconds, ...service.targets.map(({ withinSeconds }) => withinSeconds)];
    for (const seconds of [...agreed, '+Inf']) {
      expect(atStart).toContain(`telltale_event_time_to_take_seconds_bucket{le="${seconds}"} 0\n`);
    }
  });

  it('names no label that belongs to the target, and only closed sets', () => {
    const values = new Map<string, Set<string>>();
    for (const series of ownSeriesIn(atStart)) {
      const [metric = ''] = series.split('{');
      for (const [, label = '', value = ''] of series.matchAll(/[{,](\w+)="([^"]*)"/g)) {
        const key = `${metric} ${label}`;
        values.set(key, (values.get(key) ?? new Set()).add(value));
      }
    }
    expect(values.size).toBeGreaterThan(20);
    expect([...values.keys()].filter((key) => OF_TARGETS.has(key.split(' ')[1] ?? ''))).toEqual([]);
    const large = [...values].filter(([key, known]) => !/ (?:le|route)$/.test(key) && known.size > MOST_VALUES);
    expect(large.map(([key]) => key)).toEqual([]);
  });

  it('is as long with two thousand sensors at two hundred sites as with one', async () => {
    const readings = (count: number): string =>
      JSON.stringify(
        Array.from({ length: count }, (_, n) => ({ site: `site-${n % 200}`, sensor: `s${n}`, metric: 'm', value: n })),
      );
    expect((await post(telltale, '/api/v1/readings', readings(1))).status).toBe(200);
    const before = ownSeriesIn(await exposed());
    expect((await post(telltale, '/api/v1/readings', readings(SENSORS))).status).toBe(200);
    expect(await telltale.metric('telltale_series')).toBeGreaterThanOrEqual(SENSORS);
    expect(ownSeriesIn(await exposed())).toEqual(before);
  });

  it('is said in OpenMetrics to whoever likes that better, to its very end', async () => {
    expect(await exposed('application/openmetrics-text;version=1.0.0')).toMatch(/# EOF\n$/);
  });
});

function namesIn(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\w+) /gm)].map((match) => match[1] ?? '');
}

/** Telltale's own, by name and labels; Node's and the process's come and go with what they do. */
function ownSeriesIn(text: string): string[] {
  return [...text.matchAll(/^(telltale_\S+) /gm)].map((match) => match[1] ?? '').toSorted();
}

function labelsOf(text: string, metric: string): string[] {
  const lines = text.split('\n').filter((line) => new RegExp(`^${metric}(?:_bucket|_sum|_count)?\\{`).test(line));
  return lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map((match) => match[1] ?? ''));
}
