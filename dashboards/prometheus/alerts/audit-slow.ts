import type { AlertRule } from '../rule.ts';

export const AUDIT_SLOW: AlertRule = {
  name: 'TelltaleAuditSlow',
  expr: 'instance:telltale_audit_commit_seconds:p99_rate5m > 1',
  for: '10m',
  severity: 'warning',
  summary: 'Commits to the audit trail are slow.',
  description:
    'One commit in a hundred takes {{ $value | humanizeDuration }} or longer on {{ $labels.instance }}, and every change of an event waits for it.',
  dashboard: 'telltale-alarm-system',
  cases: [
    {
      title: 'fires at commits of two seconds and not at quick ones',
      series: {
        'telltale_audit_commit_seconds_bucket{instance="slow:8080", le="0.5"}': '0x40',
        'telltale_audit_commit_seconds_bucket{instance="slow:8080", le="1"}': '0+2x40',
        'telltale_audit_commit_seconds_bucket{instance="slow:8080", le="2.5"}': '0+60x40',
        'telltale_audit_commit_seconds_bucket{instance="slow:8080", le="+Inf"}': '0+60x40',
        'telltale_audit_commit_seconds_bucket{instance="fast:8080", le="0.5"}': '0+60x40',
        'telltale_audit_commit_seconds_bucket{instance="fast:8080", le="1"}': '0+60x40',
        'telltale_audit_commit_seconds_bucket{instance="fast:8080", le="2.5"}': '0+60x40',
        'telltale_audit_commit_seconds_bucket{instance="fast:8080", le="+Inf"}': '0+60x40',
      },
      quietAt: ['9m'],
      firesAt: { '20m': [{ labels: { instance: 'slow:8080' }, value: '2.484s' }] },
    },
  ],
};
