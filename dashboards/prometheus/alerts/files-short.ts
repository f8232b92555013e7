import type { AlertRule } from '../rule.ts';

export const FILES_SHORT: AlertRule = {
  name: 'TelltaleFilesShort',
  expr: 'process_open_fds{job="telltale"} / process_max_fds{job="telltale"} > 0.8',
  for: '5m',
  severity: 'warning',
  summary: 'Telltale runs out of file descriptors.',
  description:
    'Telltale on {{ $labels.instance }} uses {{ $value | humanizePercentage }} of the files and connections it may open.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires at nine tenths',
      series: {
        'process_open_fds{job="telltale", instance="a:8080"}': '100x5 900x20',
        'process_max_fds{job="telltale", instance="a:8080"}': '1000x30',
      },
      quietAt: ['8m'],
      firesAt: { '12m': [{ labels: { job: 'telltale', instance: 'a:8080' }, value: '90%' }] },
    },
  ],
};
