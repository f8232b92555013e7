import type { AlertRule } from '../rule.ts';

export const CONSOLE_FAILING: AlertRule = {
  name: 'TelltaleConsoleFailing',
  expr: 'instance:telltale_http_errors_per_request:ratio_rate5m > 0.05',
  for: '5m',
  severity: 'critical',
  summary: 'The console answers with errors.',
  description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.instance }} fail inside Telltale.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires at a tenth failing, and not at requests that are refused',
      series: {
        'telltale_http_requests_total{instance="a:8080", method="GET", route="/api/v1/events", status="5xx"}': '0+1x40',
        'telltale_http_requests_total{instance="a:8080", method="GET", route="/api/v1/events", status="2xx"}': '0+9x40',
        'telltale_http_requests_total{instance="b:8080", method="POST", route="/api/v1/readings", status="4xx"}':
          '0+9x40',
        'telltale_http_requests_total{instance="b:8080", method="POST", route="/api/v1/readings", status="5xx"}':
          '0x40',
      },
      quietAt: ['4m'],
      firesAt: { '12m': [{ labels: { instance: 'a:8080' }, value: '10%' }] },
    },
  ],
};
