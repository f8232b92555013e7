import type { RowDefinition } from '../panel.ts';

/** One chart a stage, in the order of the data, so that the first one that falls is where it sticks. */
export const FLOW: RowDefinition = {
  title: 'Flow: from devices to people',
  panels: [
    {
      kind: 'lines',
      title: 'Readings',
      description: 'Readings a second: brought by collectors, judged, on disk. The three lines lie on each other.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'sum(rate(telltale_collector_readings_total[$__rate_interval]))', legend: 'brought' },
        { expr: 'sum(rate(telltale_detection_readings_total[$__rate_interval]))', legend: 'judged' },
        { expr: 'sum(rate(telltale_readings_committed_total[$__rate_interval]))', legend: 'on disk' },
      ],
    },
    {
      kind: 'lines',
      title: 'Signals and events',
      description: 'Signals the desk accepted, and the events that opened and closed, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'sum(rate(telltale_signals_total[$__rate_interval]))', legend: 'signals' },
        { expr: 'sum(rate(telltale_events_opened_total[$__rate_interval]))', legend: 'events opened' },
        { expr: 'sum(rate(telltale_events_closed_total[$__rate_interval]))', legend: 'events closed' },
      ],
    },
    {
      kind: 'lines',
      title: 'Messages',
      description: 'Deliveries tried and given up, a second.',
      unit: 'cps',
      columns: 8,
      queries: [
        { expr: 'sum(rate(telltale_notifications_total[$__rate_interval]))', legend: 'tried' },
        { expr: 'sum(rate(telltale_notification_failures_total[$__rate_interval]))', legend: 'given up' },
      ],
    },
  ],
};
