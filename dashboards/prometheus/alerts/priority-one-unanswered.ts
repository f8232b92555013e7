import type { AlertRule } from '../rule.ts';

/** Escalation has told people by then, one event at a time: this tells that it did not help. */
export const PRIORITY_ONE_UNANSWERED: AlertRule = {
  name: 'TelltalePriorityOneUnanswered',
  expr: 'time() - (telltale_events_oldest_waiting_timestamp_seconds{priority="P1"} > 0) > 300',
  for: '1m',
  severity: 'critical',
  summary: 'An event of the highest priority waits and nobody takes it.',
  description:
    'The oldest event of priority {{ $labels.priority }} on {{ $labels.instance }} has been waiting for {{ $value | humanizeDuration }}.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires when the oldest waits for more than five minutes, not for one after the other that is soon taken',
      series: {
        'telltale_events_oldest_waiting_timestamp_seconds{instance="alone:8080", priority="P1"}': '0x4 300x20',
        'telltale_events_oldest_waiting_timestamp_seconds{instance="busy:8080", priority="P1"}': '0x4 240+60x20',
        'telltale_events_oldest_waiting_timestamp_seconds{instance="low:8080", priority="P3"}': '60x24',
        'telltale_events_oldest_waiting_timestamp_seconds{instance="quiet:8080", priority="P1"}': '0x24',
      },
      quietAt: ['3m', '10m'],
      firesAt: { '15m': [{ labels: { instance: 'alone:8080', priority: 'P1' }, value: '10m 0s' }] },
    },
  ],
};
