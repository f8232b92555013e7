import type { AlertRule } from '../rule.ts';

export const NOTIFICATIONS_FAILING: AlertRule = {
  name: 'TelltaleNotificationsFailing',
  expr: 'sum without (reason) (increase(telltale_notification_failures_total[15m])) > 0',
  severity: 'critical',
  summary: 'Messages to people are lost.',
  description:
    'Notifier {{ $labels.notifier }} on {{ $labels.instance }} gave up on a delivery within the last 15 minutes.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires once for all reasons of a notifier and ends by itself',
      series: {
        'telltale_notification_failures_total{instance="a:8080", notifier="email", reason="timeout"}': '0x10 1x30',
        'telltale_notification_failures_total{instance="a:8080", notifier="email", reason="server"}': '0x10 2x30',
        'telltale_notification_failures_total{instance="a:8080", notifier="telegram", reason="timeout"}': '0x40',
      },
      quietAt: ['9m', '30m'],
      firesAt: { '12m': [{ labels: { instance: 'a:8080', notifier: 'email' } }] },
    },
  ],
};
