import type { RowDefinition } from '../panel.ts';

export const ANSWERING: RowDefinition = {
  title: 'Answering: events to people',
  panels: [
    {
      kind: 'number',
      title: 'Taken within 30 seconds',
      description: 'Share of the events taken within the last 24 hours. EN 50518 asks for 80 %.',
      unit: 'percentunit',
      columns: 6,
      queries: [
        {
          expr: 'sum(increase(telltale_event_time_to_take_seconds_bucket{le="30"}[24h])) / (sum(increase(telltale_event_time_to_take_seconds_count[24h])) > 0)',
          legend: 'in 30 s',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Taken within 60 seconds',
      description: 'Share of the events taken within the last 24 hours. EN 50518 asks for 98.5 %.',
      unit: 'percentunit',
      columns: 6,
      queries: [
        {
          expr: 'sum(increase(telltale_event_time_to_take_seconds_bucket{le="60"}[24h])) / (sum(increase(telltale_event_time_to_take_seconds_count[24h])) > 0)',
          legend: 'in 60 s',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Escalated',
      description:
        'Events that escalated within the last hour, by event opened. More than 20 % raises TelltaleEscalationsHigh.',
      unit: 'percentunit',
      columns: 6,
      limits: [0.1, 0.2],
      queries: [
        { expr: 'max(instance:telltale_escalations_per_event:ratio_rate1h) or vector(0)', legend: 'escalated' },
      ],
    },
    {
      kind: 'number',
      title: 'Waiting',
      description: 'Events that nobody has taken, now.',
      unit: 'short',
      columns: 6,
      limits: [5, 10],
      queries: [{ expr: 'sum(telltale_events_open{state="new"})', legend: 'new' }],
    },
    {
      kind: 'lines',
      title: 'Waiting by priority',
      description: 'Events in the foreground that nobody has taken. P1 is danger to life, or as urgent.',
      unit: 'short',
      columns: 12,
      queries: [{ expr: 'sum by (priority) (telltale_events_waiting)', legend: '{{priority}}' }],
    },
    {
      kind: 'lines',
      title: 'The longest wait by priority',
      description:
        'How long the oldest of them has been waiting. Five minutes of a P1 raise TelltalePriorityOneUnanswered.',
      unit: 's',
      columns: 12,
      queries: [
        {
          expr: 'max by (priority) (time() - (telltale_events_oldest_waiting_timestamp_seconds > 0))',
          legend: '{{priority}}',
        },
      ],
    },
    {
      kind: 'spread',
      title: 'Time to take',
      description: 'How many events were taken after how long. What lies above 30 seconds escalated or nearly did.',
      unit: 's',
      columns: 12,
      queries: [
        {
          expr: 'sum by (le) (increase(telltale_event_time_to_take_seconds_bucket[$__rate_interval]))',
          legend: '{{le}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Escalations and reminders',
      description: 'Events nobody took in time, and reminders of events nobody went on with, in an hour.',
      unit: 'short',
      columns: 12,
      queries: [
        { expr: 'sum(increase(telltale_escalations_total[1h]))', legend: 'escalations' },
        { expr: 'sum(increase(telltale_reminders_total[1h]))', legend: 'reminders' },
      ],
    },
  ],
};
