import type { AlertRule } from '../rule.ts';

/** A hundred thousand series need about two; the unit files and the container stop it at four. */
export const MEMORY_HIGH: AlertRule = {
  name: 'TelltaleMemoryHigh',
  expr: 'process_resident_memory_bytes{job="telltale"} > 3 * 1024 * 1024 * 1024',
  for: '15m',
  severity: 'warning',
  summary: 'Telltale needs much memory.',
  description: 'Telltale on {{ $labels.instance }} holds {{ $value | humanize1024 }}B.',
  dashboard: 'telltale-host',
  cases: [
    {
      title: 'fires above three gibibytes',
      series: {
        'process_resident_memory_bytes{job="telltale", instance="a:8080"}': '1e9x5 4294967296x30',
        'process_resident_memory_bytes{job="telltale", instance="b:8080"}': '3e9x35',
      },
      quietAt: ['15m'],
      firesAt: { '25m': [{ labels: { job: 'telltale', instance: 'a:8080' }, value: '4Gi' }] },
    },
  ],
};
