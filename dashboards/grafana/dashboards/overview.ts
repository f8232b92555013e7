import type { DashboardDefinition } from '../dashboard.ts';
import { ALERTS_NOW } from '../rows/alerts-now.ts';
import { AT_A_GLANCE } from '../rows/at-a-glance.ts';
import { FLOW } from '../rows/flow.ts';
import { LAG } from '../rows/lag.ts';

export const OVERVIEW: DashboardDefinition = {
  uid: 'telltale-overview',
  title: 'Telltale / 1 Overview',
  question: 'Is everything all right, and where do I look if not?',
  variables: [],
  rows: [AT_A_GLANCE, FLOW, LAG, ALERTS_NOW],
};
