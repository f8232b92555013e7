import type { AlertRule } from '../rule.ts';

export const WATCHDOG: AlertRule = {
  name: 'TelltaleWatchdog',
  expr: 'vector(1)',
  severity: 'info',
  summary: 'The alert chain works.',
  description: 'Fires always. A dead man’s switch at the end of the chain calls somebody when it stops arriving.',
  dashboard: 'telltale-overview',
  cases: [{ title: 'fires always', series: {}, quietAt: [], firesAt: { '0m': [{ labels: {} }] } }],
};
