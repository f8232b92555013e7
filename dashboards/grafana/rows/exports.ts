import type { RowDefinition } from '../panel.ts';

export const EXPORTS: RowDefinition = {
  title: 'Exports: readings to other services',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: readings exported',
      description: 'Readings that the other service has taken, a second.',
      unit: 'cps',
      columns: 6,
      queries: [{ expr: 'rate(telltale_export_readings_total[$__rate_interval])', legend: '{{exporter}}' }],
    },
    {
      kind: 'lines',
      title: 'Errors: exports failed by reason',
      description: 'Requests that failed, a second, and readings given up. Any of these raises TelltaleExportLosing.',
      unit: 'cps',
      columns: 6,
      queries: [
        {
          expr: 'sum by (exporter, reason) (rate(telltale_export_failures_total[$__rate_interval]))',
          legend: '{{exporter}} {{reason}}',
        },
        {
          expr: 'sum by (exporter, reason) (rate(telltale_export_lost_readings_total[$__rate_interval]))',
          legend: '{{exporter}} lost: {{reason}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Duration: of an export',
      description: 'One request, all but one in a hundred.',
      unit: 's',
      columns: 6,
      queries: [
        {
          expr: 'histogram_quantile(0.99, sum by (exporter, le) (rate(telltale_export_request_seconds_bucket[$__rate_interval])))',
          legend: '{{exporter}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Saturation: exports waiting',
      description: 'How full each buffer is. More than half raises TelltaleExportBehind.',
      unit: 'percentunit',
      columns: 6,
      queries: [
        { expr: 'telltale_export_waiting_readings / telltale_export_capacity_readings', legend: '{{exporter}}' },
      ],
    },
  ],
};
