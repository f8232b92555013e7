import type { RowDefinition } from '../panel.ts';

export const NOTIFICATIONS: RowDefinition = {
  title: 'Notifications: events to people',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: deliveries by notifier',
      description: 'Deliveries tried, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'sum by (notifier) (rate(telltale_notifications_total[$__rate_interval]))', legend: '{{notifier}}' },
      ],
    },
    {
      kind: 'lines',
      title: 'Errors: deliveries failed for good',
      description:
        'Deliveries given up after all retries, a second, by reason. Any of them raises TelltaleNotificationsFailing.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (notifier, reason) (rate(telltale_notification_failures_total[$__rate_interval])) > 0',
          legend: '{{notifier}} {{reason}}',
        },
      ],
    },
    {
      kind: 'states',
      title: 'Breakers open',
      description: '1 while a circuit breaker refuses calls to a service that keeps failing.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'telltale_breaker_open', legend: '{{name}}' }],
    },
  ],
};
