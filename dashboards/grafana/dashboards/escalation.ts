import type { DashboardDefinition } from '../dashboard.ts';
import { ANSWERING } from '../rows/answering.ts';
import { NOTIFICATIONS } from '../rows/notifications.ts';

export const ESCALATION: DashboardDefinition = {
  uid: 'telltale-escalation',
  title: 'Telltale / 6 Escalation',
  question: 'Is somebody there in time, and does the message reach whoever must hear of it?',
  variables: [],
  rows: [ANSWERING, NOTIFICATIONS],
};
