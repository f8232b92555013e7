import type { AlertRule } from '../rule.ts';

export const DETECTION_OVERLOADED: AlertRule = {
  name: 'TelltaleDetectionOverloaded',
  expr: 'increase(telltale_detection_skipped_total{reason="overload"}[10m]) > 0',
  severity: 'warning',
  summary: 'Readings are kept without being judged.',
  description: 'Detection on {{ $labels.instance }} left out {{ $value | humanize }} readings within 10 minutes.',
  dashboard: 'telltale-detection',
  cases: [
    {
      title: 'fires when readings are left out for load and not for being late',
      series: {
        'telltale_detection_skipped_total{instance="a:8080", reason="overload"}': '0x5 90x30',
        'telltale_detection_skipped_total{instance="a:8080", reason="late"}': '0+9x40',
      },
      quietAt: ['5m', '20m'],
      firesAt: { '8m': [{ labels: { instance: 'a:8080', reason: 'overload' }, value: '90' }] },
    },
  ],
};
