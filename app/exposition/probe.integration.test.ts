import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../../console/server/testing/serve.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import { makeSeries } from '../../core/series.ts';
import { registryFamilies } from '../../runtime/exposition/registry-families.ts';
import { createMetricsRegistry } from '../../runtime/metrics.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { longestHoldDuring } from '../../test/support/event-loop-hold.ts';
import { checkMetrics, startPrometheus } from '../../test/support/prometheus.ts';
import { until } from '../../test/support/until.ts';
import { LatestReadings } from '../latest-readings.ts';
import { SiteProbe } from './probe-families.ts';

function house() {
  const registry = new SeriesRegistry();
  const latest = new LatestReadings(registry);
  const probe = new SiteProbe({ registry, latest, clock: systemClock });
  const metrics = createMetricsRegistry('0');
  const observe = (site: string, sensor: string, metric: string, value: number, agoMillis = 0): void => {
    const builder = new ReadingBatchBuilder();
    const nowMillis = systemClock.nowMillis();
    builder.add(registry.register(makeSeries(site, sensor, metric)) ?? 0, nowMillis - agoMillis, value);
    latest.observe(builder.build(nowMillis));
  };
  const exposition = {
    metrics: async () => await registryFamilies(metrics),
    probe: async (site: string) => await probe.families(site),
    targets: async () => await probe.targets(),
  };
  return { observe, exposition };
}

async function get(url: string, headers: Record<string, string> = {}): Promise<{ type: string; text: string }> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity', ...headers } });
  expect(response.status).toBe(200);
  return { type: response.headers.get('content-type') ?? '', text: await response.text() };
}

describe('the probe of a site', () => {
  it('shows its sensors and their readings, and nothing of another site', async () => {
    const { observe, exposition } = house();
    observe('north', 's1', 'temperature', 21.5);
    observe('north', 's2', 'temperature', 4);
    observe('south', 's1', 'temperature', 30);
    const { text } = await get(`${await serve({ exposition })}/probe?target=north`);
    expect(text).toContain('telltale_probe_success 1\n');
    expect(text).toContain('telltale_reading_temperature{sensor="s1",site="north"} 21.5\n');
    expect(text).toMatch(/telltale_source_last_seen_timestamp_seconds\{sensor="s2",site="north"\} \d{10}/);
    expect(text).not.toContain('south');
  });

  it('does not show as of now what was an hour ago, but says when it was', async () => {
    const { observe, exposition } = house();
    observe('north', 's1', 'temperature', 21.5, 3_700_000);
    const { text } = await get(`${await serve({ exposition })}/probe?target=north`);
    expect(text).not.toContain('telltale_reading_temperature{');
    expect(text).toContain('telltale_source_last_seen_timestamp_seconds{sensor="s1",site="north"}');
  });

  it('succeeds for known sites only, and needs a target', async () => {
    const { exposition } = house();
    const url = await serve({ exposition });
    expect((await get(`${url}/probe?target=nowhere`)).text).toContain('telltale_probe_success 0\n');
    expect((await fetch(`${url}/probe`)).status).toBe(400);
  });

  it('streams OpenMetrics and gzip to whoever asks for them', async () => {
    const { observe, exposition } = house();
    for (let n = 0; n < 5000; n += 1) observe('north', `s${n}`, 'temperature', n);
    const url = `${await serve({ exposition })}/probe?target=north`;
    const plain = await get(url);
    const asked = await get(url, { accept: 'application/openmetrics-text', 'accept-encoding': 'gzip' });
    expect(plain.type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(asked.type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(asked.text.endsWith('# EOF\n')).toBe(true);
    expect(asked.text.split('\n').length).toBe(plain.text.split('\n').length + 1);
  });

  it('goes on with the next scraper when one leaves in the middle', async () => {
    const { observe, exposition } = house();
    for (let n = 0; n < 20_000; n += 1) observe('north', `s${n}`, 'temperature', n);
    const url = `${await serve({ exposition })}/probe?target=north`;
    const leaving = await fetch(url);
    await leaving.body?.cancel();
    expect((await get(url)).text).toContain('sensor="s19999"');
  });
});

describe('the probe of a site with 100,000 series', () => {
  const SERIES = 100_000;
  const MAX_HOLD_MILLIS = 50;

  it.each(['identity', 'gzip'])(
    'never holds the process for longer than 50 ms, packed as %s, the first time included',
    { timeout: 60_000 },
    async (encoding) => {
      const registry = new SeriesRegistry();
      const latest = new LatestReadings(registry);
      const builder = new ReadingBatchBuilder(SERIES);
      const nowMillis = systemClock.nowMillis();
      for (let n = 0; n < SERIES; n += 1) {
        const series = makeSeries('north', `s${n % 10_000}`, `metric_${Math.floor(n / 10_000)}`);
        builder.add(registry.register(series) ?? 0, nowMillis, n / 100);
      }
      latest.observe(builder.build(nowMillis));
      const probe = new SiteProbe({ registry, latest, clock: systemClock });
      const url = await serve({
        exposition: { ...house().exposition, probe: async (site) => await probe.families(site) },
      });
      for (let scrape = 0; scrape < 3; scrape += 1) {
        let bytes = 0;
        const { cpuMillis } = await longestHoldDuring(async () => {
          const headers = { 'accept-encoding': encoding };
          const { body } = await fetch(`${url}/probe?target=north`, { headers });
          for await (const chunk of body ?? []) bytes += Buffer.from(chunk).length;
        });
        expect(bytes).toBeGreaterThan(SERIES * 60);
        expect(cpuMillis).toBeLessThan(MAX_HOLD_MILLIS);
      }
    },
  );
});

describe('with promtool and Prometheus', () => {
  it('the names of both pages pass the checks', async () => {
    const { observe, exposition } = house();
    observe('north', 's1', 'temperature_celsius', 21.5);
    const url = await serve({ exposition });
    for (const page of ['metrics', 'probe?target=north']) {
      const { text } = await get(`${url}/${page}`);
      expect(text.length).toBeGreaterThan(100);
      expect(await checkMetrics(text)).toBe('');
    }
  });

  it('sites are found by service discovery and scraped as targets of their own', async () => {
    const { observe, exposition } = house();
    observe('north gate', 'door "4"', 'temperature', 21.5);
    observe('south', 's1', 'temperature', 30);
    const { host } = new URL(await serve({ exposition }));
    const prometheus = await startPrometheus({
      scrape_configs: [
        {
          job_name: 'telltale-sites',
          metrics_path: '/probe',
          http_sd_configs: [{ url: `http://${host}/probe/targets`, refresh_interval: '1s' }],
          relabel_configs: [
            { source_labels: ['__address__'], target_label: '__param_target' },
            { source_labels: ['__param_target'], target_label: 'instance' },
            { target_label: '__address__', replacement: host },
          ],
        },
      ],
    });
    onTestFinished(async () => await prometheus.stop());
    await until('both sites', async () => (await prometheus.query('telltale_reading_temperature')).length === 2);
    const [sample] = await prometheus.query('telltale_reading_temperature{instance="north gate"}');
    expect(sample?.metric).toMatchObject({ sensor: 'door "4"', site: 'north gate' });
    expect(sample?.value[1]).toBe('21.5');
  });
});
