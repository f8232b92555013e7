import type { RowDefinition } from '../panel.ts';

export const RESOURCES: RowDefinition = {
  title: 'Saturation',
  panels: [
    {
      kind: 'lines',
      title: 'Heap',
      description: 'JavaScript objects: in use and reserved. In use falls back after each collection.',
      unit: 'bytes',
      columns: 12,
      queries: [
        { expr: 'nodejs_heap_size_used_bytes{job="telltale"}', legend: '{{instance}} in use' },
        { expr: 'nodejs_heap_size_total_bytes{job="telltale"}', legend: '{{instance}} reserved' },
      ],
    },
    {
      kind: 'lines',
      title: 'Garbage collection',
      description: 'Share of the time spent on it, by kind. More than 10 % is too little memory.',
      unit: 'percentunit',
      columns: 12,
      queries: [
        {
          expr: 'sum by (instance, kind) (rate(nodejs_gc_duration_seconds_sum{job="telltale"}[$__rate_interval]))',
          legend: '{{instance}} {{kind}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Files and connections',
      description: 'Share of the file descriptors the process may have open.',
      unit: 'percentunit',
      columns: 8,
      queries: [{ expr: 'process_open_fds{job="telltale"} / process_max_fds{job="telltale"}', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Disk of the data folder',
      description: 'Share that is in use. 90 % raises TelltaleDiskNearlyFull, 98 % TelltaleDiskFull.',
      unit: 'percentunit',
      columns: 8,
      limits: [0.9, 0.98],
      queries: [{ expr: '1 - telltale_data_free_bytes / telltale_data_size_bytes', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Uptime',
      description: 'Time since the process started. A saw is a process that does not stay up.',
      unit: 's',
      columns: 8,
      queries: [{ expr: 'time() - process_start_time_seconds{job="telltale"}', legend: '{{instance}}' }],
    },
  ],
};
