import type { AlertRule } from '../rule.ts';

export const DEVICE_CLOCK_WRONG: AlertRule = {
  name: 'TelltaleDeviceClockWrong',
  expr: 'sum without (reason) (increase(telltale_collector_rejected_total{reason=~"device-time-past|device-time-future"}[15m])) > 0',
  for: '15m',
  severity: 'warning',
  summary: 'The clock of a device is wrong.',
  description:
    'Collector {{ $labels.collector }} on {{ $labels.instance }} corrected {{ $value | humanize }} times of devices within 15 minutes.',
  dashboard: 'telltale-source',
  cases: [
    {
      title: 'fires when times are wrong for half an hour and not for one message',
      series: {
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="device-time-past"}': '0+4x60',
        'telltale_collector_rejected_total{instance="a:8080", collector="mqtt", reason="device-time-future"}': '0x60',
        'telltale_collector_rejected_total{instance="a:8080", collector="papago", reason="device-time-future"}':
          '0x9 1x50',
      },
      quietAt: ['12m'],
      firesAt: { '32m': [{ labels: { instance: 'a:8080', collector: 'mqtt' }, value: '60' }] },
    },
  ],
};
