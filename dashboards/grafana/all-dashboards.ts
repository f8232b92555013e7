import type { DashboardDefinition } from './dashboard.ts';
import { ALARM_SYSTEM } from './dashboards/alarm-system.ts';
import { DETECTION } from './dashboards/detection.ts';
import { ESCALATION } from './dashboards/escalation.ts';
import { HOST } from './dashboards/host.ts';
import { INGESTION } from './dashboards/ingestion.ts';
import { OVERVIEW } from './dashboards/overview.ts';
import { SOURCE } from './dashboards/source.ts';

/** From the whole to its parts, as the data flows. */
export const DASHBOARDS: readonly DashboardDefinition[] = [
  OVERVIEW,
  INGESTION,
  SOURCE,
  DETECTION,
  ALARM_SYSTEM,
  ESCALATION,
  HOST,
];
