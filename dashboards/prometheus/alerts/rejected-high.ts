import type { AlertRule } from '../rule.ts';

export const REJECTED_HIGH: AlertRule = {
  name: 'TelltaleRejectedHigh',
  expr: 'collector:telltale_rejected_per_input:ratio_rate5m > 0.1',
  for: '10m',
  severity: 'warning',
  summary: 'More than a tenth of what devices send is rejected.',
  description:
    'Collector {{ $labels.collector }} on {{ $labels.instance }} refuses or corrects {{ $value | humanizePercentage }} of its inputs.',
};
