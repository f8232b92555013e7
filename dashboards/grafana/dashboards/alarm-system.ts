import type { DashboardDefinition } from '../dashboard.ts';
import { ALARM_LOAD } from '../rows/alarm-load.ts';
import { ALARM_PERFORMANCE } from '../rows/alarm-performance.ts';
import { DESK } from '../rows/desk.ts';

/** The measures of ANSI/ISA-18.2, which `telltale report` computes to the event; here they are seen as they move. */
export const ALARM_SYSTEM: DashboardDefinition = {
  uid: 'telltale-alarm-system',
  title: 'Telltale / 5 Alarm-system health',
  question: 'Can the people who work at the queue cope with what it brings?',
  variables: [],
  rows: [ALARM_PERFORMANCE, ALARM_LOAD, DESK],
};
