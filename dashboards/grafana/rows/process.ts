import type { RowDefinition } from '../panel.ts';

export const PROCESS: RowDefinition = {
  title: 'Process',
  panels: [
    {
      kind: 'lines',
      title: 'CPU',
      description: 'Processor seconds a second; 1 is one core.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'rate(process_cpu_seconds_total{job="telltale"}[$__rate_interval])', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Memory',
      description: 'Resident memory. It levels off within the hour; a steady climb is a leak.',
      unit: 'bytes',
      columns: 8,
      queries: [{ expr: 'process_resident_memory_bytes{job="telltale"}', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Event loop delay',
      description: 'How late timers run, all but one in a hundred. More than 0.1 s is felt on the page.',
      unit: 's',
      columns: 8,
      queries: [{ expr: 'nodejs_eventloop_lag_p99_seconds{job="telltale"}', legend: '{{instance}}' }],
    },
  ],
};
