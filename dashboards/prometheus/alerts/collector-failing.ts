import type { AlertRule } from '../rule.ts';

/** Beside `TelltaleCollectorDown`: one that fails every other round is up whenever somebody looks. */
export const COLLECTOR_FAILING: AlertRule = {
  name: 'TelltaleCollectorFailing',
  expr: 'sum without (reason) (increase(telltale_collector_failures_total[15m])) > 5',
  severity: 'warning',
  summary: 'A collector fails again and again.',
  description:
    'Collector {{ $labels.collector }} on {{ $labels.instance }} has failed {{ $value | humanize }} times within 15 minutes.',
  dashboard: 'telltale-source',
  cases: [
    {
      title: 'fires at a failure every other minute and not at two in all',
      series: {
        'telltale_collector_failures_total{instance="a:8080", collector="snmp", reason="timeout"}': '0x10 0+0.5x30',
        'telltale_collector_failures_total{instance="a:8080", collector="snmp", reason="server"}': '0x40',
        'telltale_collector_failures_total{instance="a:8080", collector="ble", reason="timeout"}': '0x10 2x30',
      },
      quietAt: ['12m'],
      firesAt: { '30m': [{ labels: { instance: 'a:8080', collector: 'snmp' }, value: '7.5' }] },
    },
  ],
};
