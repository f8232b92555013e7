import type { AlertRule } from '../rule.ts';

export const ESCALATIONS_HIGH: AlertRule = {
  name: 'TelltaleEscalationsHigh',
  expr: 'instance:telltale_escalations_per_event:ratio_rate1h > 0.2',
  for: '15m',
  severity: 'warning',
  summary: 'Too many events escalate.',
  description: '{{ $value | humanizePercentage }} of the events of the last hour on {{ $labels.instance }} escalated.',
  dashboard: 'telltale-escalation',
  cases: [
    {
      title: 'fires at every other event and not at one in ten',
      series: {
        'telltale_escalations_total{instance="a:8080"}': '0+1x60',
        'telltale_events_opened_total{instance="a:8080", class="intrusion"}': '0+2x60',
        'telltale_escalations_total{instance="b:8080"}': '0+1x60',
        'telltale_events_opened_total{instance="b:8080", class="intrusion"}': '0+10x60',
      },
      quietAt: ['10m'],
      firesAt: { '30m': [{ labels: { instance: 'a:8080' }, value: '50%' }] },
    },
  ],
};
