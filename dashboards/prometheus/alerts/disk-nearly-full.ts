import type { AlertRule } from '../rule.ts';

export const DISK_NEARLY_FULL: AlertRule = {
  name: 'TelltaleDiskNearlyFull',
  expr: 'telltale_data_free_bytes / telltale_data_size_bytes < 0.1',
  for: '15m',
  severity: 'warning',
  summary: 'The disk with the data folder is nearly full.',
  description: '{{ $value | humanizePercentage }} of the disk with the data folder on {{ $labels.instance }} are free.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires when less than a tenth stays free, not when room is made at once',
      series: {
        'telltale_data_free_bytes{instance="a:8080"}': '50x5 8x40',
        'telltale_data_size_bytes{instance="a:8080"}': '100x45',
        'telltale_data_free_bytes{instance="b:8080"}': '50x5 8x5 60x35',
        'telltale_data_size_bytes{instance="b:8080"}': '100x45',
      },
      quietAt: ['4m', '18m'],
      firesAt: { '25m': [{ labels: { instance: 'a:8080' }, value: '8%' }] },
    },
  ],
};
