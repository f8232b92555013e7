import type { AlertRule } from '../rule.ts';

/** Telltale always watches its own host, so no reading at all is a fault and never a quiet site. */
export const INGEST_STALLED: AlertRule = {
  name: 'TelltaleIngestStalled',
  expr: 'rate(telltale_readings_committed_total[5m]) == 0',
  for: '5m',
  severity: 'critical',
  summary: 'No reading reaches the disk.',
  description: 'Telltale on {{ $labels.instance }} has committed no reading for 10 minutes.',
  dashboard: 'telltale-ingestion',
  cases: [
    {
      title: 'fires when commits stop and not while they are few',
      series: {
        'telltale_readings_committed_total{instance="stuck:8080"}': '0+600x10 6000x20',
        'telltale_readings_committed_total{instance="quiet:8080"}': '0+1x30',
      },
      quietAt: ['15m'],
      firesAt: { '22m': [{ labels: { instance: 'stuck:8080' } }] },
    },
  ],
};
