import type { RecordingRule } from './rule.ts';

export const RECORDINGS: readonly RecordingRule[] = [
  {
    name: 'collector:telltale_collector_readings:rate5m',
    expr: 'rate(telltale_collector_readings_total[5m])',
  },
  {
    name: 'collector:telltale_collector_rejected:rate5m',
    expr: 'sum without (reason) (rate(telltale_collector_rejected_total[5m]))',
  },
  {
    name: 'collector:telltale_collector_inputs:rate5m',
    expr: [
      'collector:telltale_collector_readings:rate5m',
      'rate(telltale_collector_signals_total[5m])',
      'collector:telltale_collector_rejected:rate5m',
    ].join(' + '),
  },
  {
    name: 'collector:telltale_rejected_per_input:ratio_rate5m',
    expr: 'collector:telltale_collector_rejected:rate5m / (collector:telltale_collector_inputs:rate5m > 0)',
  },
];
