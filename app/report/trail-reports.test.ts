import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AGREED_TARGETS } from '../../analytics/alarm-report/test-support/agreed-targets.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { TrailReports } from './trail-reports.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const CLOCK = { nowMillis: () => NOW, monotonicMillis: () => 0 };

function reportsOf(auditFile: string): TrailReports {
  return new TrailReports({ auditFile, targets: AGREED_TARGETS, clock: CLOCK });
}

async function openTrail() {
  const file = join(temporaryFolder(), 'audit.db');
  const trail = openAuditTrail(file, { clock: systemClock });
  onTestFinished(() => trail.stop());
  return { file, trail };
}

describe('reports of the trail', () => {
  it('are made beside the writer, of the last 30 days, and see what it wrote since', async () => {
    const { file, trail } = await openTrail();
    const reports = reportsOf(file);
    const empty = await reports.report({ zone: 'UTC' });
    expect(empty.period).toMatchObject({ fromMillis: Date.UTC(2026, 1, 8), untilMillis: NOW, empty: true });
    const event = sampleEvent({ openedAtMillis: NOW - 1000 });
    await trail.append([
      { kind: 'signal', atMillis: NOW - 1000, eventId: event.id, signal: sampleSignal() },
      { kind: 'event', atMillis: NOW - 1000, event },
    ]);
    expect((await reports.report({ zone: 'UTC' })).presented.alarms).toBe(1);
  });

  it('are refused when too many are waiting, and made again afterwards', async () => {
    const { file } = await openTrail();
    const reports = reportsOf(file);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, async () => reports.report({})));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected', 'rejected']);
    expect(outcomes[5]).toMatchObject({ reason: { reason: 'rate-limited', retryAfterSeconds: 10 } });
    await expect(reports.report({})).resolves.toBeDefined();
  });

  it('fail with a remedy where there is no trail, and say what is wrong with the request', async () => {
    const reports = reportsOf(join(temporaryFolder(), 'audit.db'));
    await expect(reports.report({})).rejects.toMatchObject({ reason: 'configuration' });
    await expect(reports.report({ zone: 'Nowhere' })).rejects.toMatchObject({ reason: 'client' });
  });
});
