import type { RowDefinition } from '../panel.ts';

const OPENED = 'instance:telltale_events_opened:increase10m';

/** Limits by ANSI/ISA-18.2 for one operator; more operators bear more. */
export const ALARM_PERFORMANCE: RowDefinition = {
  title: 'Performance, one operator',
  panels: [
    {
      kind: 'number',
      title: 'Events in ten minutes',
      description: 'Opened in the last ten minutes. One is well, two can be managed, more than ten are a flood.',
      unit: 'short',
      columns: 5,
      limits: [2, 10],
      queries: [{ expr: `sum(${OPENED})`, legend: 'opened' }],
    },
    {
      kind: 'number',
      title: 'Events an hour',
      description: 'Mean of the last 24 hours. About 6 are well, 12 are the most that can be managed.',
      unit: 'short',
      columns: 5,
      limits: [6, 12],
      queries: [{ expr: 'sum(increase(telltale_events_opened_total[24h])) / 24', legend: 'an hour' }],
    },
    {
      kind: 'number',
      title: 'Time in flood',
      description:
        'Share of the last 24 hours in which more than ten events had opened within ten minutes. At most 1 %.',
      unit: 'percentunit',
      columns: 5,
      limits: [0.01, 0.05],
      queries: [{ expr: 'avg(avg_over_time(instance:telltale_events_in_flood:increase10m[24h]))', legend: 'in flood' }],
    },
    {
      kind: 'number',
      title: 'Most in ten minutes',
      description: 'The worst ten minutes of the last 24 hours.',
      unit: 'short',
      columns: 4,
      limits: [10, 30],
      queries: [{ expr: `max(max_over_time(${OPENED}[24h]))`, legend: 'opened' }],
    },
    {
      kind: 'number',
      title: 'Chattering',
      description: 'Signals that joined an event that stood already, for each event opened in the last 24 hours.',
      unit: 'none',
      columns: 5,
      limits: [10, 50],
      queries: [
        {
          expr: 'sum(increase(telltale_signals_total[24h])) / (sum(increase(telltale_events_opened_total[24h])) > 0)',
          legend: 'signals an event',
        },
      ],
    },
  ],
};
