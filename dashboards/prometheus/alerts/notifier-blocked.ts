import type { AlertRule } from '../rule.ts';

export const NOTIFIER_BLOCKED: AlertRule = {
  name: 'TelltaleNotifierBlocked',
  expr: 'telltale_breaker_open{name!="redis"} == 1',
  for: '5m',
  severity: 'critical',
  summary: 'A service for messages does not work.',
  description:
    'Telltale on {{ $labels.instance }} has stopped calling {{ $labels.name }} because it keeps failing; messages wait.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires for the service that keeps failing, not for the working memory, and not at one refusal',
      series: {
        'telltale_breaker_open{instance="a:8080", name="telegram"}': '0x5 1x20',
        'telltale_breaker_open{instance="a:8080", name="email"}': '0x5 1 0x20',
        'telltale_breaker_open{instance="a:8080", name="redis"}': '1x30',
      },
      quietAt: ['9m'],
      firesAt: { '12m': [{ labels: { instance: 'a:8080', name: 'telegram' } }] },
    },
  ],
};
