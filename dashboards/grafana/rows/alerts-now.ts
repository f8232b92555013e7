import type { RowDefinition } from '../panel.ts';

export const ALERTS_NOW: RowDefinition = {
  title: 'Alerts',
  panels: [
    {
      kind: 'list',
      title: 'Pending and firing',
      description:
        'Every alert that is not quiet. TelltaleWatchdog always stands here: without it the rules are not read.',
      unit: 'short',
      columns: 12,
      queries: [{ expr: 'ALERTS{alertname=~"Telltale.+"}', legend: '' }],
    },
    {
      kind: 'lines',
      title: 'Answering',
      description: 'Whether Prometheus gets an answer from each instance of the job "telltale"; 1 is yes.',
      unit: 'short',
      columns: 12,
      queries: [{ expr: 'up{job="telltale"}', legend: '{{instance}}' }],
    },
  ],
};
