import type { AlertRule } from '../rule.ts';

export const SERIES_LIMIT: AlertRule = {
  name: 'TelltaleSeriesLimit',
  expr: 'increase(telltale_collector_rejected_total{reason="series-limit"}[15m]) > 0',
  severity: 'warning',
  summary: 'New series are refused.',
  description:
    'Collector {{ $labels.collector }} on {{ $labels.instance }} refused {{ $value | humanize }} readings of new series within 15 minutes.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires at the first refused series and not at other refusals',
      series: {
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="series-limit"}': '0x10 15x30',
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="not-json"}': '0+9x40',
      },
      quietAt: ['9m', '30m'],
      firesAt: {
        '12m': [{ labels: { instance: 'a:8080', collector: 'mqtt', reason: 'series-limit' }, value: '15' }],
      },
    },
  ],
};
