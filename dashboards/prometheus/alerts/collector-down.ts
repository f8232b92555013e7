import type { AlertRule } from '../rule.ts';

export const COLLECTOR_DOWN: AlertRule = {
  name: 'TelltaleCollectorDown',
  expr: 'telltale_collector_up == 0',
  for: '5m',
  severity: 'warning',
  summary: 'A collector is down.',
  description: 'Collector {{ $labels.collector }} on {{ $labels.instance }} has been down for 5 minutes.',
};
