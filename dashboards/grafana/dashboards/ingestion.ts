import type { DashboardDefinition } from '../dashboard.ts';
import { COLLECTORS_AT_A_GLANCE } from '../rows/collectors-at-a-glance.ts';
import { COLLECTORS } from '../rows/collectors.ts';
import { EXPORTS } from '../rows/exports.ts';
import { HISTORY } from '../rows/history.ts';

export const INGESTION: DashboardDefinition = {
  uid: 'telltale-ingestion',
  title: 'Telltale / 2 Ingestion',
  question: 'Does everything the devices say arrive, and where does it stick if not?',
  variables: [{ name: 'collector', label: 'Collector', metric: 'telltale_collector_up', choice: 'many' }],
  rows: [COLLECTORS_AT_A_GLANCE, COLLECTORS, HISTORY, EXPORTS],
};
