import type { AlertRule } from '../rule.ts';

export const EXPORT_FAILING: AlertRule = {
  name: 'TelltaleExportFailing',
  expr: 'sum without (reason) (increase(telltale_export_failures_total[5m])) > 0',
  for: '10m',
  severity: 'warning',
  summary: 'Readings cannot be handed on.',
  description:
    'Exporter {{ $labels.exporter }} on {{ $labels.instance }} has been failing for 10 minutes; readings wait.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires when it goes on failing and not at one failure',
      series: {
        'telltale_export_failures_total{instance="a:8080", exporter="remote-write", reason="unreachable"}':
          '0x5 0+1x30',
        'telltale_export_failures_total{instance="a:8080", exporter="remote-write", reason="server"}': '0x35',
        'telltale_export_failures_total{instance="a:8080", exporter="influxdb", reason="timeout"}': '0x5 1x30',
      },
      quietAt: ['12m'],
      firesAt: { '20m': [{ labels: { instance: 'a:8080', exporter: 'remote-write' } }] },
    },
  ],
};
