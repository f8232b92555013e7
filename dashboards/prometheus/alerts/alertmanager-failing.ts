import type { AlertRule } from '../rule.ts';

export const ALERTMANAGER_FAILING: AlertRule = {
  name: 'TelltaleAlertmanagerFailing',
  expr: 'sum without (reason) (rate(alertmanager_notifications_failed_total[5m])) > 0',
  for: '5m',
  severity: 'critical',
  summary: 'Alertmanager cannot deliver.',
  description: 'Alertmanager on {{ $labels.instance }} fails to deliver by {{ $labels.integration }}.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires for the integration that fails',
      series: {
        'alertmanager_notifications_failed_total{job="alertmanager", instance="m:9093", integration="email"}':
          '0x5 0+1x20',
        'alertmanager_notifications_failed_total{job="alertmanager", instance="m:9093", integration="telegram"}':
          '3x25',
      },
      quietAt: ['8m'],
      firesAt: { '15m': [{ labels: { job: 'alertmanager', instance: 'm:9093', integration: 'email' } }] },
    },
  ],
};
