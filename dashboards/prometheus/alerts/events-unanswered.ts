import type { AlertRule } from '../rule.ts';

export const EVENTS_UNANSWERED: AlertRule = {
  name: 'TelltaleEventsUnanswered',
  expr: '(telltale_events_open{state="new"} > 0) and on (job, instance) increase(telltale_event_time_to_take_seconds_count[15m]) == 0',
  for: '15m',
  severity: 'critical',
  summary: 'Events wait and nobody takes any.',
  description: '{{ $value }} events wait on {{ $labels.instance }} and nobody has taken one for 15 minutes.',
  dashboard: 'telltale-alarm-system',
  cases: [
    {
      title: 'fires when nobody takes anything, not while somebody works through the queue, and not at an empty queue',
      series: {
        'telltale_events_open{instance="alone:8080", state="new"}': '0x5 3x60',
        'telltale_event_time_to_take_seconds_count{instance="alone:8080"}': '7x65',
        'telltale_events_open{instance="busy:8080", state="new"}': '3x65',
        'telltale_event_time_to_take_seconds_count{instance="busy:8080"}': '0+0.2x65',
        'telltale_events_open{instance="quiet:8080", state="new"}': '0x65',
        'telltale_event_time_to_take_seconds_count{instance="quiet:8080"}': '0x65',
      },
      quietAt: ['20m'],
      firesAt: { '25m': [{ labels: { instance: 'alone:8080', state: 'new' }, value: '3' }] },
    },
  ],
};
