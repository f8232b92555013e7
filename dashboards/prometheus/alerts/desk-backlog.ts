import type { AlertRule } from '../rule.ts';

export const DESK_BACKLOG: AlertRule = {
  name: 'TelltaleDeskBacklog',
  expr: 'telltale_desk_waiting_commands > 1000',
  for: '2m',
  severity: 'critical',
  summary: 'The desk cannot keep up.',
  description: '{{ $value | humanize }} batches of signals and actions wait on {{ $labels.instance }}.',
  dashboard: 'telltale-alarm-system',
  cases: [
    {
      title: 'fires when commands pile up and not at a burst',
      series: {
        'telltale_desk_waiting_commands{instance="a:8080"}': '1x5 2000x10',
        'telltale_desk_waiting_commands{instance="b:8080"}': '1x5 2000 1x10',
      },
      quietAt: ['7m'],
      firesAt: { '9m': [{ labels: { instance: 'a:8080' }, value: '2k' }] },
    },
  ],
};
