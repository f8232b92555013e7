import type { AlertRule } from '../rule.ts';

export const COLLECTOR_DOWN: AlertRule = {
  name: 'TelltaleCollectorDown',
  expr: 'telltale_collector_up == 0',
  for: '5m',
  severity: 'warning',
  summary: 'A collector is down.',
  description: 'Collector {{ $labels.collector }} on {{ $labels.instance }} has been down for 5 minutes.',
  dashboard: 'telltale-source',
  cases: [
    {
      title: 'fires for the collector that is down and no other',
      series: {
        'telltale_collector_up{instance="a:8080", collector="mqtt"}': '1x5 0x10',
        'telltale_collector_up{instance="a:8080", collector="host"}': '1x15',
      },
      quietAt: ['10m'],
      firesAt: { '12m': [{ labels: { instance: 'a:8080', collector: 'mqtt' } }] },
    },
  ],
};
