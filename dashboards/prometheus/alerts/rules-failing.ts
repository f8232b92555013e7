import type { AlertRule } from '../rule.ts';

export const RULES_FAILING: AlertRule = {
  name: 'TelltaleRulesFailing',
  expr: 'increase(prometheus_rule_evaluation_failures_total{rule_group=~".*;telltale-.*"}[10m]) > 0',
  for: '5m',
  severity: 'critical',
  summary: 'Prometheus cannot evaluate the rules of Telltale.',
  description: 'Prometheus on {{ $labels.instance }} fails in {{ $labels.rule_group }}: alerts may be missing.',
  dashboard: 'telltale-overview',
  cases: [
    {
      title: 'fires for its own groups and nobody else’s',
      series: {
        'prometheus_rule_evaluation_failures_total{job="prometheus", instance="p:9090", rule_group="/etc/prometheus/telltale.rules.yml;telltale-alerts"}':
          '0x5 0+1x20',
        'prometheus_rule_evaluation_failures_total{job="prometheus", instance="p:9090", rule_group="/etc/prometheus/other.yml;other"}':
          '0+1x30',
      },
      quietAt: ['5m'],
      firesAt: {
        '15m': [
          {
            labels: {
              job: 'prometheus',
              instance: 'p:9090',
              rule_group: '/etc/prometheus/telltale.rules.yml;telltale-alerts',
            },
          },
        ],
      },
    },
  ],
};
