import type { AlertRule } from '../rule.ts';

export const EXPORT_LOSING: AlertRule = {
  name: 'TelltaleExportLosing',
  expr: 'sum without (reason) (increase(telltale_export_lost_readings_total[15m])) > 0',
  severity: 'critical',
  summary: 'Readings are lost to another service.',
  description:
    'Exporter {{ $labels.exporter }} on {{ $labels.instance }} gave up {{ $value | humanize }} readings within 15 minutes; the history has them.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires at the first loss, whatever the reason',
      series: {
        'telltale_export_lost_readings_total{instance="a:8080", exporter="remote-write", reason="buffer-full"}':
          '0x5 15x30',
        'telltale_export_lost_readings_total{instance="a:8080", exporter="remote-write", reason="refused"}': '0x35',
        'telltale_export_lost_readings_total{instance="a:8080", exporter="influxdb", reason="too-old"}': '0x35',
      },
      quietAt: ['5m', '30m'],
      firesAt: { '8m': [{ labels: { instance: 'a:8080', exporter: 'remote-write' }, value: '15' }] },
    },
  ],
};
