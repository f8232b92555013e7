import { describe, expect, it } from 'vitest';
import { DASHBOARDS } from './grafana/all-dashboards.ts';
import { FIRING_ALERTS } from './grafana/dashboard.ts';
import { metricCatalogue } from './metric-catalogue.ts';
import { ALERTS } from './prometheus/all-alerts.ts';
import { RECORDINGS } from './prometheus/recordings.ts';
import { filledIn, groupingLabelsIn, selectionsIn } from './promql.ts';

/** What Prometheus adds to every series that it scrapes. */
const OF_EVERY_TARGET = ['job', 'instance'];

/** What is read beside Telltale's own metrics; a test asks a real process, Prometheus and Alertmanager for each. */
const FROM_OTHERS: Readonly<Record<string, readonly string[]>> = {
  up: [],
  ALERTS: ['alertname', 'alertstate', 'severity'],
  process_start_time_seconds: [],
  process_cpu_seconds_total: [],
  process_resident_memory_bytes: [],
  process_open_fds: [],
  process_max_fds: [],
  nodejs_eventloop_lag_p99_seconds: [],
  nodejs_heap_size_used_bytes: [],
  nodejs_heap_size_total_bytes: [],
  nodejs_gc_duration_seconds_sum: ['kind'],
  prometheus_rule_evaluation_failures_total: ['rule_group'],
  /** `reason` since Alertmanager 0.26. */
  alertmanager_notifications_failed_total: ['integration', 'reason'],
};

describe('every metric and label asked for exists', async () => {
  const known = await knownLabels();
  const queries = [
    ...DASHBOARDS.flatMap(({ uid, variables, rows }) =>
      rows
        .flatMap((row) => row.panels)
        .flatMap((panel) =>
          panel.queries.map(({ expr }) => {
            const choices = Object.fromEntries(variables.map(({ name }) => [name, 'x']));
            return [`${uid}: ${panel.title}`, filledIn(expr, choices)] as const;
          }),
        ),
    ),
    ...RECORDINGS.map(({ name, expr }) => [name, expr] as const),
    ...ALERTS.map(({ name, expr }) => [name, expr] as const),
    ['annotation', FIRING_ALERTS] as const,
  ];

  it.each(queries)('for %s', (_place, expr) => {
    const selections = selectionsIn(expr);
    for (const { metric, labels } of selections) {
      expect([...known.keys()]).toContain(metric);
      expect(known.get(metric)).toEqual(expect.arrayContaining([...labels]));
    }
    const grouped = groupingLabelsIn(expr);
    expect(selections.flatMap(({ metric }) => known.get(metric) ?? [])).toEqual(expect.arrayContaining([...grouped]));
  });

  it.each(DASHBOARDS.flatMap(({ variables }) => variables))('for the choice of $label', ({ name, metric }) => {
    expect(known.get(metric)).toContain(name);
  });

  it('and some of every kind was looked at', () => {
    const asked = new Set(queries.flatMap(([, expr]) => selectionsIn(expr)).map(({ metric }) => metric));
    expect(asked.size).toBeGreaterThan(30);
    expect(Object.keys(FROM_OTHERS).filter((name) => !asked.has(name))).toEqual([]);
  });
});

async function knownLabels(): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Map<string, readonly string[]>();
  for (const { name, type, labels } of await metricCatalogue()) {
    const all = [...labels, ...OF_EVERY_TARGET];
    if (type !== 'histogram') known.set(name, all);
    else {
      known.set(`${name}_bucket`, [...all, 'le']);
      known.set(`${name}_sum`, all);
      known.set(`${name}_count`, all);
    }
  }
  for (const [name, labels] of Object.entries(FROM_OTHERS)) known.set(name, [...labels, ...OF_EVERY_TARGET]);
  for (const { name } of RECORDINGS) known.set(name, [name.split(':')[0] ?? '', ...OF_EVERY_TARGET]);
  return known;
}
