import type { AlertRule } from '../rule.ts';

export const DETECTION_STALLED: AlertRule = {
  name: 'TelltaleDetectionStalled',
  expr: 'rate(telltale_detection_readings_total[5m]) == 0 and rate(telltale_readings_committed_total[5m]) > 0',
  for: '5m',
  severity: 'critical',
  summary: 'Readings arrive and none is judged.',
  description: 'Detection on {{ $labels.instance }} has judged nothing for 10 minutes although readings are kept.',
  dashboard: 'telltale-detection',
  cases: [
    {
      title: 'fires when judging stops and keeping goes on, not when both stop',
      series: {
        'telltale_detection_readings_total{instance="a:8080"}': '0+9x10 90x20',
        'telltale_readings_committed_total{instance="a:8080"}': '0+9x40',
        'telltale_detection_readings_total{instance="b:8080"}': '0+9x10 90x20',
        'telltale_readings_committed_total{instance="b:8080"}': '0+9x10 90x20',
      },
      quietAt: ['15m'],
      firesAt: { '22m': [{ labels: { instance: 'a:8080' } }] },
    },
  ],
};
