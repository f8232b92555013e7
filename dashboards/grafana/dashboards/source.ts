import type { DashboardDefinition } from '../dashboard.ts';
import { ONE_COLLECTOR, ONE_COLLECTOR_TROUBLES } from '../rows/one-collector.ts';
import { SENSORS } from '../rows/sensors.ts';

export const SOURCE: DashboardDefinition = {
  uid: 'telltale-source',
  title: 'Telltale / 3 Source detail',
  question: 'What does this one source bring, and what is wrong with it?',
  variables: [
    { name: 'collector', label: 'Collector', metric: 'telltale_collector_up', choice: 'one' },
    { name: 'site', label: 'Site', metric: 'telltale_source_last_seen_timestamp_seconds', choice: 'one' },
  ],
  rows: [ONE_COLLECTOR, ONE_COLLECTOR_TROUBLES, SENSORS],
};
