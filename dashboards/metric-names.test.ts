import { describe, expect, it } from 'vitest';
import { INGESTION_ROWS } from './grafana/ingestion.ts';
import { metricCatalogue } from './metric-catalogue.ts';
import { metricNamesIn } from './metric-names.ts';
import { RECORDINGS } from './prometheus/recordings.ts';
import { ALERTS } from './prometheus/rule-file.ts';

describe('metric names in PromQL', () => {
  it.each([
    ['up', ['up']],
    ['absent(up{job="telltale"} == 1)', ['up']],
    ['sum without (reason) (rate(a_total[5m])) / b:c:d > 0.1', ['a_total', 'b:c:d']],
    ['time() - (seen_seconds{x=~"$y"} > 0)', ['seen_seconds']],
    ['count(a == 0) or vector(0)', ['a']],
    ['histogram_quantile(0.5, sum by (le) (rate(a_bucket[$__rate_interval])))', ['a_bucket']],
    ['a * on (b, c) group_left (d) a offset 5m', ['a']],
    ['1e3 * a', ['a']],
  ])('of %s', (expr, names) => {
    expect(metricNamesIn(expr)).toEqual(names);
  });
});

describe('every metric asked for exists', () => {
  const queries = [
    ...INGESTION_ROWS.flatMap((row) => row.panels).flatMap((panel) => panel.queries.map((query) => query.expr)),
    ...RECORDINGS.map((rule) => rule.expr),
    ...ALERTS.map((rule) => rule.expr),
  ];

  it('in docs/specs/metrics.md, among the recordings, or with Prometheus and prom-client', async () => {
    const known = await knownNames();
    const asked = queries.flatMap((expr) => metricNamesIn(expr));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !known.has(name) && !/^(?:process|nodejs)_/.test(name))).toEqual([]);
  });
});

async function knownNames(): Promise<ReadonlySet<string>> {
  const metrics = await metricCatalogue();
  const exposed = metrics.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set(['up', ...exposed, ...RECORDINGS.map((rule) => rule.name)]);
}
