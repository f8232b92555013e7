import { ALERTMANAGER_FAILING } from './alerts/alertmanager-failing.ts';
import { AUDIT_SLOW } from './alerts/audit-slow.ts';
import { COLLECTOR_DOWN } from './alerts/collector-down.ts';
import { COLLECTOR_FAILING } from './alerts/collector-failing.ts';
import { COLLECTOR_SILENT } from './alerts/collector-silent.ts';
import { CONSOLE_FAILING } from './alerts/console-failing.ts';
import { DETECTION_OVERLOADED } from './alerts/detection-overloaded.ts';
import { DETECTION_STALLED } from './alerts/detection-stalled.ts';
import { DEVICE_CLOCK_WRONG } from './alerts/device-clock-wrong.ts';
import { DISK_FULL } from './alerts/disk-full.ts';
import { DISK_NEARLY_FULL } from './alerts/disk-nearly-full.ts';
import { ESCALATIONS_HIGH } from './alerts/escalations-high.ts';
import { EVENT_FLOOD } from './alerts/event-flood.ts';
import { EVENT_LOOP_SLOW } from './alerts/event-loop-slow.ts';
import { EVENTS_UNANSWERED } from './alerts/events-unanswered.ts';
import { FILES_SHORT } from './alerts/files-short.ts';
import { HISTORY_BACKLOG } from './alerts/history-backlog.ts';
import { HISTORY_SLOW } from './alerts/history-slow.ts';
import { INGEST_STALLED } from './alerts/ingest-stalled.ts';
import { MEMORY_HIGH } from './alerts/memory-high.ts';
import { NOTIFICATIONS_FAILING } from './alerts/notifications-failing.ts';
import { NOTIFIER_BLOCKED } from './alerts/notifier-blocked.ts';
import { PRIORITY_ONE_UNANSWERED } from './alerts/priority-one-unanswered.ts';
import { REJECTED_HIGH } from './alerts/rejected-high.ts';
import { RESTARTING } from './alerts/restarting.ts';
import { RULES_FAILING } from './alerts/rules-failing.ts';
import { SERIES_LIMIT } from './alerts/series-limit.ts';
import { TAKEN_LATE } from './alerts/taken-late.ts';
import { TELLTALE_DOWN } from './alerts/telltale-down.ts';
import { WATCHDOG } from './alerts/watchdog.ts';
import { WORKING_MEMORY_DOWN } from './alerts/working-memory-down.ts';
import { STAGE_BEHIND } from './alerts/stage-behind.ts';
import { DESK_BACKLOG } from './alerts/desk-backlog.ts';
import { EXPORT_FAILING } from './alerts/export-failing.ts';
import { EXPORT_LOSING } from './alerts/export-losing.ts';
import { EXPORT_BEHIND } from './alerts/export-behind.ts';
import { RANKING_DRIFT } from './alerts/ranking-drift.ts';
import type { AlertRule } from './rule.ts';

/** From the whole to its parts, as the data flows; the alert chain itself last. */
export const ALERTS: readonly AlertRule[] = [
  TELLTALE_DOWN,
  RESTARTING,
  COLLECTOR_DOWN,
  COLLECTOR_FAILING,
  COLLECTOR_SILENT,
  INGEST_STALLED,
  REJECTED_HIGH,
  SERIES_LIMIT,
  DEVICE_CLOCK_WRONG,
  HISTORY_BACKLOG,
  HISTORY_SLOW,
  AUDIT_SLOW,
  DETECTION_OVERLOADED,
  DETECTION_STALLED,
  EVENT_FLOOD,
  EVENTS_UNANSWERED,
  PRIORITY_ONE_UNANSWERED,
  TAKEN_LATE,
  ESCALATIONS_HIGH,
  NOTIFICATIONS_FAILING,
  NOTIFIER_BLOCKED,
  WORKING_MEMORY_DOWN,
  CONSOLE_FAILING,
  EVENT_LOOP_SLOW,
  MEMORY_HIGH,
  FILES_SHORT,
  DISK_NEARLY_FULL,
  DISK_FULL,
  RULES_FAILING,
  ALERTMANAGER_FAILING,
  STAGE_BEHIND,
  DESK_BACKLOG,
  EXPORT_FAILING,
  EXPORT_LOSING,
  EXPORT_BEHIND,
  RANKING_DRIFT,
  WATCHDOG,
];
