import type { RowDefinition } from '../panel.ts';

export const ONE_COLLECTOR: RowDefinition = {
  title: '$collector: what it brings',
  panels: [
    {
      kind: 'states',
      title: 'Up',
      description: 'Whether it is connected or its last round succeeded.',
      unit: 'short',
      columns: 8,
      states: [
        { value: 1, text: 'up', color: 'green' },
        { value: 0, text: 'down', color: 'red' },
      ],
      queries: [{ expr: 'telltale_collector_up{collector="$collector"}', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Rate: readings and signals',
      description: 'What it handed on, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'rate(telltale_collector_readings_total{collector="$collector"}[$__rate_interval])',
          legend: '{{instance}} readings',
        },
        {
          expr: 'rate(telltale_collector_signals_total{collector="$collector"}[$__rate_interval])',
          legend: '{{instance}} signals',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Duration: since the last input',
      description: 'Time since it last handed something on. A line that climbs is a source gone quiet.',
      unit: 's',
      columns: 8,
      queries: [
        {
          expr: 'time() - (telltale_collector_last_seen_timestamp_seconds{collector="$collector"} > 0)',
          legend: '{{instance}}',
        },
      ],
    },
  ],
};

export const ONE_COLLECTOR_TROUBLES: RowDefinition = {
  title: '$collector: what is wrong with it',
  panels: [
    {
      kind: 'lines',
      title: 'Errors: inputs rejected by reason',
      description:
        'Inputs refused or corrected, a second. Reasons that begin with device-time are a wrong device clock.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (reason) (rate(telltale_collector_rejected_total{collector="$collector"}[$__rate_interval]))',
          legend: '{{reason}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Errors: failures by reason',
      description: 'Failed starts and rounds, a second: what it met at the other end.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (reason) (rate(telltale_collector_failures_total{collector="$collector"}[$__rate_interval]))',
          legend: '{{reason}}',
        },
      ],
    },
    {
      kind: 'ranking',
      title: 'Rejected today by reason',
      description: 'Inputs refused or corrected within the last 24 hours: what to mend first.',
      unit: 'short',
      columns: 8,
      queries: [
        {
          expr: 'topk(10, sum by (reason) (increase(telltale_collector_rejected_total{collector="$collector"}[24h])))',
          legend: '{{reason}}',
        },
      ],
    },
  ],
};
