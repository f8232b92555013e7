import type { RecordingRule } from './rule.ts';

/** Numerators and denominators are added up first and divided then: a mean of ratios is the ratio of nothing. */
export const RECORDINGS: readonly RecordingRule[] = [
  {
    name: 'collector:telltale_collector_readings:rate5m',
    expr: 'rate(telltale_collector_readings_total[5m])',
  },
  {
    name: 'collector:telltale_collector_rejected:rate5m',
    expr: 'sum without (reason) (rate(telltale_collector_rejected_total[5m]))',
  },
  {
    name: 'collector:telltale_collector_inputs:rate5m',
    expr: [
      'collector:telltale_collector_readings:rate5m',
      'rate(telltale_collector_signals_total[5m])',
      'collector:telltale_collector_rejected:rate5m',
    ].join(' + '),
  },
  {
    name: 'collector:telltale_rejected_per_input:ratio_rate5m',
    expr: 'collector:telltale_collector_rejected:rate5m / (collector:telltale_collector_inputs:rate5m > 0)',
  },
  {
    name: 'instance:telltale_history_commit_seconds:p99_rate5m',
    expr: 'histogram_quantile(0.99, rate(telltale_history_commit_seconds_bucket[5m]))',
  },
  {
    name: 'instance:telltale_audit_commit_seconds:p99_rate5m',
    expr: 'histogram_quantile(0.99, rate(telltale_audit_commit_seconds_bucket[5m]))',
  },
  {
    name: 'instance:telltale_events_opened:increase10m',
    expr: 'sum without (class) (increase(telltale_events_opened_total[10m]))',
  },
  {
    name: 'instance:telltale_events_in_flood:increase10m',
    expr: 'instance:telltale_events_opened:increase10m > bool 10',
  },
  {
    name: 'instance:telltale_event_taken_in_time:ratio_rate30m',
    expr: [
      'sum without (le) (rate(telltale_event_time_to_take_seconds_bucket{le="30"}[30m]))',
      '(rate(telltale_event_time_to_take_seconds_count[30m]) > 0)',
    ].join(' / '),
  },
  {
    name: 'instance:telltale_escalations_per_event:ratio_rate1h',
    expr: 'rate(telltale_escalations_total[1h]) / (sum without (class) (rate(telltale_events_opened_total[1h])) > 0)',
  },
  {
    name: 'instance:telltale_http_errors_per_request:ratio_rate5m',
    expr: [
      'sum without (method, route, status) (rate(telltale_http_requests_total{status="5xx"}[5m]))',
      '(sum without (method, route, status) (rate(telltale_http_requests_total[5m])) > 0)',
    ].join(' / '),
  },
];
