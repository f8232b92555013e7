import type { AlertRule } from '../rule.ts';

export const EXPORT_BEHIND: AlertRule = {
  name: 'TelltaleExportBehind',
  expr: 'telltale_export_waiting_readings / telltale_export_capacity_readings > 0.5',
  for: '5m',
  severity: 'warning',
  summary: 'Readings pile up before another service.',
  description:
    'The buffer of exporter {{ $labels.exporter }} on {{ $labels.instance }} is {{ $value | humanizePercentage }} full; when it is full the oldest are given up.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires at a buffer that stays more than half full',
      series: {
        'telltale_export_waiting_readings{instance="a:8080", exporter="remote-write"}': '0x5 800x20',
        'telltale_export_capacity_readings{instance="a:8080", exporter="remote-write"}': '1000x25',
        'telltale_export_waiting_readings{instance="a:8080", exporter="influxdb"}': '300x25',
        'telltale_export_capacity_readings{instance="a:8080", exporter="influxdb"}': '1000x25',
      },
      quietAt: ['9m'],
      firesAt: { '12m': [{ labels: { instance: 'a:8080', exporter: 'remote-write' }, value: '80%' }] },
    },
  ],
};
