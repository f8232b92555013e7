import type { AlertRule } from '../rule.ts';

export const TAKEN_LATE: AlertRule = {
  name: 'TelltaleTakenLate',
  expr: 'instance:telltale_event_taken_in_time:ratio_rate30m < 0.8',
  for: '10m',
  severity: 'warning',
  summary: 'Events are taken in charge too late.',
  description:
    'Only {{ $value | humanizePercentage }} of the events taken within half an hour on {{ $labels.instance }} were taken within 30 seconds; EN 50518 asks for 80%.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires at half in time, not at nine in ten, and not when nothing is taken',
      series: {
        'telltale_event_time_to_take_seconds_bucket{instance="late:8080", le="30"}': '0+5x40',
        'telltale_event_time_to_take_seconds_count{instance="late:8080"}': '0+10x40',
        'telltale_event_time_to_take_seconds_bucket{instance="good:8080", le="30"}': '0+9x40',
        'telltale_event_time_to_take_seconds_count{instance="good:8080"}': '0+10x40',
        'telltale_event_time_to_take_seconds_bucket{instance="idle:8080", le="30"}': '7x40',
        'telltale_event_time_to_take_seconds_count{instance="idle:8080"}': '9x40',
      },
      quietAt: ['5m'],
      firesAt: { '20m': [{ labels: { instance: 'late:8080' }, value: '50%' }] },
    },
  ],
};
