import type { AlertRule } from '../rule.ts';

export const RANKING_DRIFT: AlertRule = {
  name: 'TelltaleRankingDrift',
  expr: 'telltale_ranking_drift == 1',
  for: '1h',
  severity: 'warning',
  summary: 'What operators say no longer fits the ranking.',
  description: 'Closings on {{ $labels.instance }} have surprised the ranking model for an hour.',
  dashboard: 'telltale-detection',
  cases: [
    {
      title: 'fires when it lasts for an hour',
      series: {
        'telltale_ranking_drift{instance="a:8080"}': '0x5 1x90',
        'telltale_ranking_drift{instance="b:8080"}': '0x95',
      },
      quietAt: ['60m'],
      firesAt: { '70m': [{ labels: { instance: 'a:8080' } }] },
    },
  ],
};
