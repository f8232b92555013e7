import type { AlertRule } from '../rule.ts';

export const DISK_FULL: AlertRule = {
  name: 'TelltaleDiskFull',
  expr: 'telltale_data_free_bytes / telltale_data_size_bytes < 0.02',
  for: '1m',
  severity: 'critical',
  summary: 'The disk with the data folder is full.',
  description: '{{ $value | humanizePercentage }} of the disk with the data folder on {{ $labels.instance }} are free.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires when next to nothing is left, not while it is only nearly full',
      series: {
        'telltale_data_free_bytes{instance="a:8080"}': '5x5 1x20',
        'telltale_data_size_bytes{instance="a:8080"}': '100x25',
        'telltale_data_free_bytes{instance="b:8080"}': '5x25',
        'telltale_data_size_bytes{instance="b:8080"}': '100x25',
      },
      quietAt: ['5m'],
      firesAt: { '10m': [{ labels: { instance: 'a:8080' }, value: '1%' }] },
    },
  ],
};
