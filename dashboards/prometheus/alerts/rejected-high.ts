import type { AlertRule } from '../rule.ts';

export const REJECTED_HIGH: AlertRule = {
  name: 'TelltaleRejectedHigh',
  expr: 'collector:telltale_rejected_per_input:ratio_rate5m > 0.1',
  for: '10m',
  severity: 'warning',
  summary: 'More than a tenth of what devices send is rejected.',
  description:
    'Collector {{ $labels.collector }} on {{ $labels.instance }} refuses or corrects {{ $value | humanizePercentage }} of its inputs.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires at a fifth rejected, not at a twentieth, and not in silence',
      series: {
        'telltale_collector_readings_total{instance="a:8080", collector="mqtt"}': '0+80x30',
        'telltale_collector_signals_total{instance="a:8080", collector="mqtt"}': '0x30',
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="not-json"}': '0+15x30',
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="bad-topic"}': '0+5x30',
        'telltale_collector_readings_total{instance="a:8080", collector="snmp"}': '0+95x30',
        'telltale_collector_signals_total{instance="a:8080", collector="snmp"}': '0x30',
        'telltale_collector_rejected_total{instance="a:8080", collector="snmp", reason="wrong-type"}': '0+5x30',
        'telltale_collector_readings_total{instance="a:8080", collector="ble"}': '0x30',
        'telltale_collector_signals_total{instance="a:8080", collector="ble"}': '0x30',
        'telltale_collector_rejected_total{instance="a:8080", collector="ble", reason="bad-frame"}': '0x30',
      },
      quietAt: ['5m'],
      firesAt: { '20m': [{ labels: { instance: 'a:8080', collector: 'mqtt' }, value: '20%' }] },
    },
  ],
};
