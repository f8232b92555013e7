import type { AlertRule } from '../rule.ts';

export const TELLTALE_DOWN: AlertRule = {
  name: 'TelltaleDown',
  expr: 'absent(up{job="telltale"} == 1)',
  for: '2m',
  severity: 'critical',
  summary: 'Telltale does not answer.',
  description: 'Prometheus has had no successful scrape of the job "telltale" for 2 minutes.',
};
