import { FIRING_ALERTS } from '../dashboard.ts';
import type { RowDefinition } from '../panel.ts';

export const AT_A_GLANCE: RowDefinition = {
  title: 'Now',
  panels: [
    {
      kind: 'number',
      title: 'Alerts firing',
      description: 'Alerts about Telltale itself; each has a runbook. 0 is healthy.',
      unit: 'short',
      columns: 4,
      limits: [1, 3],
      queries: [{ expr: `count(${FIRING_ALERTS}) or vector(0)`, legend: 'firing' }],
    },
    {
      kind: 'number',
      title: 'Collectors down',
      description: 'Collectors that are neither connected nor succeeded in their last round. More: Ingestion.',
      unit: 'short',
      columns: 4,
      limits: [1, 2],
      queries: [{ expr: 'count(telltale_collector_up == 0) or vector(0)', legend: 'down' }],
    },
    {
      kind: 'number',
      title: 'Events waiting',
      description: 'Events that nobody has taken. More: Alarm-system health.',
      unit: 'short',
      columns: 4,
      limits: [5, 10],
      queries: [{ expr: 'sum(telltale_events_open{state="new"})', legend: 'new' }],
    },
    {
      kind: 'number',
      title: 'Escalated this hour',
      description: 'Events nobody took in time within the last hour. More: Escalation.',
      unit: 'short',
      columns: 4,
      limits: [1, 5],
      queries: [{ expr: 'sum(increase(telltale_escalations_total[1h]))', legend: 'escalated' }],
    },
    {
      kind: 'number',
      title: 'Messages lost this hour',
      description: 'Deliveries given up within the last hour. Any of them raises TelltaleNotificationsFailing.',
      unit: 'short',
      columns: 4,
      limits: [1, 1],
      queries: [{ expr: 'sum(increase(telltale_notification_failures_total[1h]))', legend: 'lost' }],
    },
    {
      kind: 'number',
      title: 'Versions running',
      description: 'The versions that answer; more than one only while an upgrade is under way.',
      unit: 'short',
      columns: 4,
      queries: [{ expr: 'count by (version) (telltale_build_info)', legend: '{{version}}' }],
    },
  ],
};
