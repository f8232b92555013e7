import type { AlertRule } from '../rule.ts';

export const RESTARTING: AlertRule = {
  name: 'TelltaleRestarting',
  expr: 'changes(process_start_time_seconds{job="telltale"}[30m]) > 2',
  severity: 'warning',
  summary: 'Telltale restarts again and again.',
  description: 'Telltale on {{ $labels.instance }} has started {{ $value }} times more within 30 minutes.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires at three restarts and not at an upgrade',
      series: {
        'process_start_time_seconds{job="telltale", instance="a:8080"}': '100x4 200x4 300x4 400x20',
        'process_start_time_seconds{job="telltale", instance="b:8080"}': '100x10 200x20',
      },
      quietAt: ['11m'],
      firesAt: { '16m': [{ labels: { job: 'telltale', instance: 'a:8080' }, value: '3' }] },
    },
  ],
};
