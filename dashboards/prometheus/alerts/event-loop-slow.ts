import type { AlertRule } from '../rule.ts';

export const EVENT_LOOP_SLOW: AlertRule = {
  name: 'TelltaleEventLoopSlow',
  expr: 'nodejs_eventloop_lag_p99_seconds{job="telltale"} > 0.5',
  for: '10m',
  severity: 'warning',
  summary: 'Telltale is slow to react.',
  description: 'Timers on {{ $labels.instance }} run up to {{ $value | humanizeDuration }} late.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires when it lasts and not at one long step',
      series: {
        'nodejs_eventloop_lag_p99_seconds{job="telltale", instance="a:8080"}': '0.01x5 0.75x20',
        'nodejs_eventloop_lag_p99_seconds{job="telltale", instance="b:8080"}': '0.01x5 2x2 0.01x20',
      },
      quietAt: ['14m'],
      firesAt: { '18m': [{ labels: { job: 'telltale', instance: 'a:8080' }, value: '750ms' }] },
    },
  ],
};
