import type { RowDefinition } from '../panel.ts';

export const CONSOLE: RowDefinition = {
  title: 'Console and trail',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: requests by status',
      description: 'Requests answered, a second.',
      unit: 'reqps',
      columns: 8,
      queries: [
        { expr: 'sum by (status) (rate(telltale_http_requests_total[$__rate_interval]))', legend: '{{status}}' },
      ],
    },
    {
      kind: 'ranking',
      title: 'Errors: refused and failed today',
      description: 'Requests answered 4xx or 5xx within 24 hours, the ten most frequent.',
      unit: 'short',
      columns: 8,
      queries: [
        {
          expr: 'topk(10, sum by (route, status) (increase(telltale_http_requests_total{status=~"4xx|5xx"}[24h])))',
          legend: '{{status}} {{route}}',
        },
      ],
    },
    {
      kind: 'lines',
      title: 'Audit trail',
      description: 'Rows written, a second.',
      unit: 'cps',
      columns: 8,
      queries: [{ expr: 'rate(telltale_audit_rows_total[$__rate_interval])', legend: '{{instance}}' }],
    },
  ],
};
