import type { RowDefinition } from '../panel.ts';

export const DETECTION_QUALITY: RowDefinition = {
  title: 'Quality: what comes of the verdicts',
  panels: [
    {
      kind: 'lines',
      title: 'Aberrations by level',
      description: 'Levels entered, a second. A step after a change of settings means the settings, not the world.',
      unit: 'cps',
      columns: 8,
      queries: [{ expr: 'sum by (level) (rate(telltale_aberrations_total[$__rate_interval]))', legend: '{{level}}' }],
    },
    {
      kind: 'number',
      title: 'Aberrations a series and day',
      description:
        'Warnings and alarms of the last 24 hours by series. Much over 0.05 is more than anybody wants to see.',
      unit: 'none',
      columns: 4,
      limits: [0.05, 0.5],
      queries: [
        {
          expr: 'sum(increase(telltale_aberrations_total[24h])) / (sum(telltale_series) > 0)',
          legend: 'a series and day',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Precision',
      description: 'Of the events that operators closed as true or false within 7 days, those that were true.',
      unit: 'percentunit',
      columns: 4,
      queries: [
        {
          expr: 'sum(increase(telltale_events_closed_total{disposition="true"}[7d])) / (sum(increase(telltale_events_closed_total{disposition=~"true|false"}[7d])) > 0)',
          legend: 'true',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Closed by disposition',
      description:
        'What operators said of events when they closed them, in an hour. `false` is what detection must do better.',
      unit: 'short',
      columns: 8,
      queries: [
        { expr: 'sum by (disposition) (increase(telltale_events_closed_total[1h]))', legend: '{{disposition}}' },
      ],
    },
  ],
};
