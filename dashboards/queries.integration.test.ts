import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../test/support/free-port.ts';
import { startPrometheus, type RunningPrometheus } from '../test/support/prometheus.ts';
import { INGESTION_ROWS } from './grafana/ingestion.ts';
import { metricCatalogue, type CataloguedMetric } from './metric-catalogue.ts';

/** An instance where everything moves and something of every kind has gone wrong. */
describe('in a real Prometheus that scrapes every metric of the catalogue', () => {
  let exposition: Server;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    const port = await freePort();
    exposition = await serveMetrics(port, await metricCatalogue());
    prometheus = await startPrometheus({
      rule_files: [resolve('dashboards/prometheus/telltale.rules.yml')],
      scrape_configs: [{ job_name: 'telltale', static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
    });
  });

  afterAll(async () => {
    await prometheus.stop();
    exposition.close();
  });

  const panels = INGESTION_ROWS.flatMap((row) => row.panels);

  it.each(panels)('the panel "$title" has data', async (panel) => {
    for (const { expr, legend } of panel.queries) {
      const runnable = expr.replaceAll('$__rate_interval', '1m').replaceAll('$collector', '.*');
      await expect.poll(async () => await prometheus.query(runnable), { timeout: 15_000 }).not.toEqual([]);
      const [sample] = await prometheus.query(runnable);
      expect(sample?.value[1]).not.toBe('NaN');
      expect(Object.keys(sample?.metric ?? {})).toEqual(expect.arrayContaining(labelsIn(legend)));
    }
  });
});

async function serveMetrics(port: number, metrics: readonly CataloguedMetric[]): Promise<Server> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const move = metrics.map((metric) => movingMetric(register, metric));
  const server = createServer((_request, response) => {
    for (const moveOne of move) moveOne();
    void register.metrics().then((text) => response.end(text));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Registers the metric; the returned function changes it as work would. */
function movingMetric(registry: Registry, { name, type, labels }: CataloguedMetric): () => void {
  const options = { name, help: name, labelNames: labels, registers: [registry] };
  const sample = Object.fromEntries(labels.map((label) => [label, 'sample']));
  if (type === 'counter') {
    const counter = new Counter(options);
    return () => counter.inc(sample);
  }
  if (type === 'histogram') {
    const histogram = new Histogram(options);
    return () => histogram.observe(sample, 0.01);
  }
  const gauge = new Gauge(options);
  return () => gauge.set(sample, 1);
}

function labelsIn(legend: string): string[] {
  return [...legend.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
}
