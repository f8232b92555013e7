import type { AlertRule } from '../rule.ts';

/** Only of collectors that brought one every five minutes before: a door that is seldom opened is not silent. */
export const COLLECTOR_SILENT: AlertRule = {
  name: 'TelltaleCollectorSilent',
  expr: 'increase(telltale_collector_readings_total[15m]) == 0 and increase(telltale_collector_readings_total[6h] offset 15m) > 72',
  for: '5m',
  severity: 'warning',
  summary: 'A collector that used to bring readings brings none.',
  description: 'Collector {{ $labels.collector }} on {{ $labels.instance }} has brought no reading for 20 minutes.',
  dashboard: 'telltale-source',
  cases: [
    {
      title: 'fires when what came every minute stops, and not for what comes once an hour',
      series: {
        'telltale_collector_readings_total{instance="a:8080", collector="mqtt"}': '0+10x60 600x60',
        'telltale_collector_readings_total{instance="a:8080", collector="http"}': '0x10 1x50 2x60',
      },
      quietAt: ['60m', '70m'],
      firesAt: { '85m': [{ labels: { instance: 'a:8080', collector: 'mqtt' } }] },
    },
  ],
};
