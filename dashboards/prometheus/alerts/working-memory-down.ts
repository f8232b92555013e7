import type { AlertRule } from '../rule.ts';

export const WORKING_MEMORY_DOWN: AlertRule = {
  name: 'TelltaleWorkingMemoryDown',
  expr: 'telltale_breaker_open{name="redis"} == 1',
  for: '2m',
  severity: 'warning',
  summary: 'The working memory does not answer.',
  description:
    'Telltale on {{ $labels.instance }} has had no answer from Redis for 2 minutes and goes on from its own memory.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires for Redis and for no notifier',
      series: {
        'telltale_breaker_open{instance="a:8080", name="redis"}': '0x5 1x20',
        'telltale_breaker_open{instance="a:8080", name="email"}': '1x30',
      },
      quietAt: ['6m'],
      firesAt: { '9m': [{ labels: { instance: 'a:8080', name: 'redis' } }] },
    },
  ],
};
