import type { RowDefinition } from '../panel.ts';

export const COLLECTORS: RowDefinition = {
  title: 'Collectors: devices to readings and signals',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: readings by collector',
      description: 'Readings each collector handed on, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'collector:telltale_collector_readings:rate5m{collector=~"$collector"}', legend: '{{collector}}' },
      ],
    },
    {
      kind: 'lines',
      title: 'Errors: inputs rejected by reason',
      description: 'Inputs refused or corrected, a second. The reason says which runbook step comes first.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (collector, reason) (rate(telltale_collector_rejected_total{collector=~"$collector"}[$__rate_interval])) > 0',
          legend: '{{collector}} {{reason}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Duration: since the last input',
      description: 'Time since each collector last handed something on. A line that climbs is a source gone quiet.',
      unit: 's',
      columns: 8,
      queries: [
        {
          expr: 'time() - (telltale_collector_last_seen_timestamp_seconds{collector=~"$collector"} > 0)',
          legend: '{{collector}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Signals by collector',
      description: 'Device alarms and other signals each collector handed on, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (collector) (rate(telltale_collector_signals_total{collector=~"$collector"}[$__rate_interval]))',
          legend: '{{collector}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Errors: failed starts and rounds',
      description: 'Failures by reason, a second: what the collector met at the other end.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (collector, reason) (rate(telltale_collector_failures_total{collector=~"$collector"}[$__rate_interval])) > 0',
          legend: '{{collector}} {{reason}}',
        },
      ],
    },
    {
      kind: 'states',
      title: 'Collector up',
      description: '1 while the collector is connected or its last round succeeded.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'telltale_collector_up{collector=~"$collector"}', legend: '{{collector}}' }],
    },
  ],
};
