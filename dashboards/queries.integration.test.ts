import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAlertmanager } from '../test/support/alertmanager.ts';
import { freePort } from '../test/support/free-port.ts';
import { startPrometheus, type RunningPrometheus } from '../test/support/prometheus.ts';
import type { RunningServer } from '../test/support/server-process.ts';
import { DASHBOARDS } from './grafana/all-dashboards.ts';
import type { DashboardDefinition } from './grafana/dashboard.ts';
import { ALERTS } from './prometheus/all-alerts.ts';
import { RECORDINGS } from './prometheus/recordings.ts';
import { filledIn, selectionsIn } from './promql.ts';
import { startBusyTelltale, type BusyTelltale } from './testing/busy-telltale.ts';

/** From the start on; once everything has happened, what is missing then is not waited for. */
const WARM_UP_MILLIS = 60_000;
const LEAST_WAIT_MILLIS = 2000;

/** What the choices of a dashboard about one thing are set to; the others show everything. */
const ONE: Readonly<Record<string, string>> = { collector: 'mqtt', site: 'lab' };

function choicesOf({ variables }: DashboardDefinition): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map(({ name, choice }) => [name, choice === 'one' ? (ONE[name] ?? '') : '.*']));
}

describe('in a real Prometheus that watches a real Telltale at work', () => {
  let busy: BusyTelltale;
  let alertmanager: RunningServer;
  let prometheus: RunningPrometheus;
  let startedAt = 0;

  beforeAll(async () => {
    const prometheusPort = await freePort();
    const remoteWriteUrl = `http://127.0.0.1:${prometheusPort}/api/v1/write`;
    [busy, alertmanager] = await Promise.all([startBusyTelltale(remoteWriteUrl), startAlertmanager()]);
    prometheus = await startPrometheus(
      {
        rule_files: [resolve('dashboards/prometheus/telltale.rules.yml')],
        scrape_configs: [
          { job_name: 'telltale', static_configs: [{ targets: [`127.0.0.1:${busy.telltale.port}`] }] },
          { job_name: 'prometheus', static_configs: [{ targets: [`127.0.0.1:${prometheusPort}`] }] },
          {
            job_name: 'telltale-sites',
            metrics_path: '/probe',
            params: { target: ['lab'] },
            static_configs: [{ targets: [`127.0.0.1:${busy.telltale.port}`] }],
          },
          { job_name: 'alertmanager', static_configs: [{ targets: [`127.0.0.1:${alertmanager.port}`] }] },
        ],
      },
      prometheusPort,
    );
    startedAt = performance.now();
  }, 120_000);

  afterAll(async () => {
    await prometheus.stop();
    await alertmanager.stop();
    await busy.stop();
  });

  const patience = (): { timeout: number; interval: number } => ({
    timeout: Math.max(LEAST_WAIT_MILLIS, startedAt + WARM_UP_MILLIS - performance.now()),
    interval: 250,
  });

  const panels = DASHBOARDS.flatMap((dashboard) =>
    dashboard.rows
      .flatMap((row) => row.panels)
      .map((panel) => ({ place: `${dashboard.uid}: ${panel.title}`, panel, choices: choicesOf(dashboard) })),
  );

  it.each(panels)('$place has data', async ({ panel, choices }) => {
    for (const { expr, legend } of panel.queries) {
      const runnable = filledIn(expr, choices);
      const usable = async (): Promise<boolean> => {
        const samples = await prometheus.query(runnable);
        return samples.some(({ value: [, value] }) => value !== 'NaN');
      };
      await expect.poll(usable, { ...patience(), message: runnable }).toBe(true);
      const [sample] = await prometheus.query(runnable);
      expect(Object.keys(sample?.metric ?? {})).toEqual(expect.arrayContaining(labelsIn(legend)));
    }
  });

  it.each(RECORDINGS)('$name is recorded', async ({ name }) => {
    await expect.poll(async () => await prometheus.query(name), patience()).not.toEqual([]);
  });

  const metricsOfAlerts = [...new Set(ALERTS.flatMap(({ expr }) => selectionsIn(expr)).map(({ metric }) => metric))];

  it.each(metricsOfAlerts)('the metric %s of an alert is there', async (metric) => {
    await expect.poll(async () => await prometheus.query(metric), patience()).not.toEqual([]);
  });

  it.each(DASHBOARDS.flatMap(({ variables }) => variables))(
    'the choice of $label has something to choose',
    async ({ name, metric }) => {
      const values = (await prometheus.query(metric)).map((sample) => sample.metric[name]);
      expect(values.filter(Boolean).length).toBeGreaterThan(0);
    },
  );

  it('what goes wrong in it is noticed, and the alert chain is up', async () => {
    const firing = async (): Promise<readonly (string | undefined)[]> =>
      (await prometheus.query('ALERTS{alertstate=~"firing|pending"}')).map(({ metric }) => metric['alertname']);
    await expect
      .poll(firing, patience())
      .toEqual(expect.arrayContaining(['TelltaleCollectorDown', 'TelltaleNotificationsFailing', 'TelltaleWatchdog']));
  });
});

function labelsIn(legend: string): string[] {
  return [...legend.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
}
