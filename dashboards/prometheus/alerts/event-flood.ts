import type { AlertRule } from '../rule.ts';

/** Ten in ten minutes is where ANSI/ISA-18.2 lets an alarm flood begin, for one operator. */
export const EVENT_FLOOD: AlertRule = {
  name: 'TelltaleEventFlood',
  expr: 'instance:telltale_events_opened:increase10m > 10',
  for: '5m',
  severity: 'warning',
  summary: 'More events open than one operator can handle.',
  description:
    '{{ $value | humanize }} events opened within 10 minutes on {{ $labels.instance }}; more than 10 are a flood.',
  dashboard: 'telltale-alarm-system',
  cases: [
    {
      title: 'fires at two events a minute and not at one in two',
      series: {
        'telltale_events_opened_total{instance="a:8080", class="intrusion"}': '0x10 0+1x30',
        'telltale_events_opened_total{instance="a:8080", class="technical"}': '0x10 0+1x30',
        'telltale_events_opened_total{instance="b:8080", class="intrusion"}': '0+0.5x40',
      },
      quietAt: ['14m'],
      firesAt: { '30m': [{ labels: { instance: 'a:8080' }, value: '20' }] },
    },
  ],
};
