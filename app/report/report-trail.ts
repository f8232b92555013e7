import { knownFromMillis, reportAlarms } from '../../analytics/alarm-report/alarm-report.ts';
import { RowFold } from '../../analytics/alarm-report/fold-rows.ts';
import type { ReportSettings } from '../../analytics/alarm-report/settings.ts';
import { prioritise } from '../../analytics/priority/prioritise.ts';
import type { AlarmReport } from '../../core/alarm-report.ts';
import { priorityBand } from '../../core/priority.ts';
import { rowsOfSites } from './rows-of-sites.ts';
import { openAuditReader } from '../../storage/audit/sqlite-audit-reader.ts';

/** Reads the audit trail beside whoever writes it. Throws a `Failure` with a remedy where it cannot. */
export async function reportTrail(
  auditFile: string,
  settings: ReportSettings,
  sites?: readonly string[],
): Promise<AlarmReport> {
  const reader = openAuditReader(auditFile);
  try {
    const isWanted = sites === undefined ? () => true : rowsOfSites(sites);
    const fold = new RowFold((event) => priorityBand(prioritise(event, event.openedAtMillis)));
    for await (const rows of reader.outlineBetween(knownFromMillis(settings), settings.untilMillis)) {
      for (const row of rows) if (isWanted(row)) fold.add(row);
    }
    return reportAlarms(fold.log, settings);
  } finally {
    await reader.stop();
  }
}
