import type { RowDefinition } from '../panel.ts';

export const DESK: RowDefinition = {
  title: 'Desk: signals to events',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: signals accepted by class',
      description: 'Signals the desk recorded, a second; repeats of a known signal are a line of their own.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'sum by (class) (rate(telltale_signals_total[$__rate_interval]))', legend: '{{class}}' },
        { expr: 'sum(rate(telltale_signal_repeats_total[$__rate_interval]))', legend: 'repeats' },
      ],
    },
    {
      kind: 'lines',
      title: 'Events in the queue by state',
      description: 'Events that are not closed. `new` climbing alone means nobody takes them.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'sum by (state) (telltale_events_open)', legend: '{{state}}' }],
    },
    {
      kind: 'lines',
      title: 'Duration: audit trail commit',
      description: 'One group commit of the audit trail, all but one in a hundred. Every state change waits for it.',
      unit: 's',
      columns: 8,
      queries: [
        {
          expr: 'histogram_quantile(0.99, sum by (le) (rate(telltale_audit_commit_seconds_bucket[$__rate_interval])))',
          legend: '99th percentile',
        },
      ],
    },
  ],
};
