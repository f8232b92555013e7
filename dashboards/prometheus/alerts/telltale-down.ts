import type { AlertRule } from '../rule.ts';

export const TELLTALE_DOWN: AlertRule = {
  name: 'TelltaleDown',
  expr: 'absent(up{job="telltale"} == 1)',
  for: '2m',
  severity: 'critical',
  summary: 'Telltale does not answer.',
  description: 'Prometheus has had no successful scrape of the job "telltale" for 2 minutes.',
  dashboard: 'telltale-overview',
  cases: [
    {
      title: 'fires when scrapes fail for longer than a restart takes',
      series: { 'up{job="telltale", instance="a:8080"}': '1x5 0x10' },
      quietAt: ['7m'],
      firesAt: { '9m': [{ labels: {} }] },
    },
    {
      title: 'fires when Prometheus has never heard of Telltale',
      series: {},
      quietAt: [],
      firesAt: { '3m': [{ labels: {} }] },
    },
  ],
};
