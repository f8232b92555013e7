import type { AlertRule } from '../rule.ts';

export const HISTORY_BACKLOG: AlertRule = {
  name: 'TelltaleHistoryBacklog',
  expr: 'telltale_history_pending_readings > 500000',
  for: '2m',
  severity: 'critical',
  summary: 'The history cannot keep up.',
  description:
    '{{ $value | humanize }} readings wait for the disk on {{ $labels.instance }}; at 1,000,000 collectors are held up.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires when half of the buffer stays full and not at a burst',
      series: {
        'telltale_history_pending_readings{instance="a:8080"}': '100x5 600000x10',
        'telltale_history_pending_readings{instance="b:8080"}': '100x5 600000 100x9',
      },
      quietAt: ['7m'],
      firesAt: { '9m': [{ labels: { instance: 'a:8080' }, value: '600k' }] },
    },
  ],
};
