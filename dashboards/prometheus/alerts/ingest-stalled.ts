import type { AlertRule } from '../rule.ts';

/** Telltale always watches its own host, so no reading at all is a fault and never a quiet site. */
export const INGEST_STALLED: AlertRule = {
  name: 'TelltaleIngestStalled',
  expr: 'rate(telltale_readings_committed_total[5m]) == 0',
  for: '5m',
  severity: 'critical',
  summary: 'No reading reaches the disk.',
  description: 'Telltale on {{ $labels.instance }} has committed no reading for 10 minutes.',
};
