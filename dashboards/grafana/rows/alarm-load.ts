import type { RowDefinition } from '../panel.ts';

export const ALARM_LOAD: RowDefinition = {
  title: 'Load',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: events in ten minutes',
      description: 'Opened within ten minutes, at each moment. A flood begins above 10 and ends below 5.',
      unit: 'short',
      columns: 12,
      limits: [5, 10],
      queries: [{ expr: 'instance:telltale_events_opened:increase10m', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Events opened by class',
      description: 'Events opened in an hour, by class: what the load is made of.',
      unit: 'short',
      columns: 6,
      queries: [{ expr: 'sum by (class) (increase(telltale_events_opened_total[1h]))', legend: '{{class}}' }],
    },
    {
      kind: 'ranking',
      title: 'Classes of the day',
      description: 'Events opened within 24 hours by class.',
      unit: 'short',
      columns: 6,
      queries: [
        { expr: 'sort_desc(sum by (class) (increase(telltale_events_opened_total[24h])))', legend: '{{class}}' },
      ],
    },
  ],
};
