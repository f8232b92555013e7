import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import { sampleHead, type MetricFamily, type MetricType } from './metric-family.ts';

/** What a registry of prom-client holds now. For the few hundred series that Telltale says about itself. */
export async function registryFamilies(registry: Registry): Promise<readonly MetricFamily[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.map(familyOfMetric);
}

type NamedValue = MetricValue<string> & { readonly metricName?: string };

function familyOfMetric(metric: MetricObjectWithValues<MetricValue<string>>): MetricFamily {
  const values: readonly NamedValue[] = metric.values;
  return {
    name: metric.name,
    help: metric.help,
    type: typeOf(String(metric.type)),
    rows: {
      count: values.length,
      head: (row) => {
        const value = values[row];
        const labels = Object.entries(value?.labels ?? {}).flatMap(([label, text]) =>
          text === undefined ? [] : [[label, text] as const],
        );
        return sampleHead(value?.metricName ?? metric.name, labels);
      },
      value: (row) => values[row]?.value,
    },
  };
}

function typeOf(type: string): MetricType {
  return type === 'counter' || type === 'gauge' || type === 'histogram' || type === 'summary' ? type : 'untyped';
}
