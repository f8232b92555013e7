import type { AlertRule } from '../rule.ts';

/** A heartbeat goes through every stage every five seconds. */
export const STAGE_BEHIND: AlertRule = {
  name: 'TelltaleStageBehind',
  expr: 'time() - (telltale_stage_heartbeat_timestamp_seconds > 0) > 60',
  for: '2m',
  severity: 'critical',
  summary: 'A stage of the pipeline is stuck.',
  description: 'Stage {{ $labels.stage }} on {{ $labels.instance }} is {{ $value | humanizeDuration }} behind.',
  dashboard: 'telltale-overview',
  cases: [
    {
      title: 'fires for the stage that no heartbeat passes, and not for one that has not begun',
      series: {
        'telltale_stage_heartbeat_timestamp_seconds{instance="a:8080", stage="desk"}': '1+60x5 301x20',
        'telltale_stage_heartbeat_timestamp_seconds{instance="a:8080", stage="history"}': '1+60x25',
        'telltale_stage_heartbeat_timestamp_seconds{instance="a:8080", stage="detection"}': '0x25',
      },
      quietAt: ['6m', '7m'],
      firesAt: { '10m': [{ labels: { instance: 'a:8080', stage: 'desk' }, value: '4m 59s' }] },
    },
  ],
};
