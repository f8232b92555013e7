import type { AlertRule } from '../rule.ts';

export const NOTIFICATIONS_FAILING: AlertRule = {
  name: 'TelltaleNotificationsFailing',
  expr: 'sum without (reason) (increase(telltale_notification_failures_total[15m])) > 0',
  severity: 'critical',
  summary: 'Messages to people are lost.',
  description:
    'Notifier {{ $labels.notifier }} on {{ $labels.instance }} gave up on a delivery within the last 15 minutes.',
};
