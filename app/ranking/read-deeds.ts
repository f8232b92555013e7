import { DeedFinder, type Deed } from '../../analytics/desk-ranking/deed.ts';
import { openAuditReader } from '../../storage/audit/sqlite-audit-reader.ts';

/** What ranking learns from, of a period of the audit trail, read beside whoever writes it. */
export async function readDeeds(auditFile: string, fromMillis: number, untilMillis: number): Promise<readonly Deed[]> {
  const reader = openAuditReader(auditFile);
  try {
    const finder = new DeedFinder();
    const deeds: Deed[] = [];
    for await (const rows of reader.outlineBetween(fromMillis, untilMillis)) {
      for (const row of rows) {
        const deed = finder.take(row);
        if (deed !== undefined) deeds.push(deed);
      }
    }
    return deeds;
  } finally {
    await reader.stop();
  }
}
