import type { RowDefinition } from '../panel.ts';

export const HISTORY: RowDefinition = {
  title: 'History: readings to disk',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: readings committed',
      description: 'Readings on disk, a second. It follows what the collectors hand on.',
      unit: 'cps',
      columns: 8,
      queries: [{ expr: 'rate(telltale_readings_committed_total[$__rate_interval])', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Saturation: readings waiting',
      description: 'Readings handed on and not yet on disk. A climb means the disk is slower than the devices.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'telltale_history_pending_readings', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Duration: commit of a batch',
      description: 'From hand-over to disk: half of the batches, and all but one in a hundred.',
      unit: 's',
      columns: 8,
      queries: [
        {
          expr: 'histogram_quantile(0.5, sum by (le) (rate(telltale_history_commit_seconds_bucket[$__rate_interval])))',
          legend: 'median',
        },
        {
          expr: 'histogram_quantile(0.99, sum by (le) (rate(telltale_history_commit_seconds_bucket[$__rate_interval])))',
          legend: '99th percentile',
        },
      ],
    },
  ],
};
