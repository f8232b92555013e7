import { join } from 'node:path';
import { Registry } from 'prom-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { DeskRanking } from '../../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../../analytics/desk-ranking/metrics.ts';
import { VersionFiles } from '../../analytics/desk-ranking/version-files.ts';
import { madeUpRoom } from '../../analytics/ranking/test-support/room.ts';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { silentLogger } from '../../test/support/recording-sink.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { RankingUpkeep } from './ranking-upkeep.ts';
import { readDeeds } from './read-deeds.ts';
import { refitInThread } from './refit-in-thread.ts';

const EVENTS = 400;
const HANDLED_MILLIS = 5000;

/** What the desk writes of events that opened and were closed as true or as false. */
function rowsOfRoom(): readonly (readonly AuditEntry[])[] {
  return madeUpRoom(EVENTS, 1).flatMap(({ timeSeconds, site, sensor, type, label }, index) => {
    const openedAtMillis = timeSeconds * 1000;
    const closedAtMillis = openedAtMillis + HANDLED_MILLIS;
    const id = `event-${index}`;
    const place = { site, sensor, class: 'intrusion' } as const;
    const signal = sampleSignal({ ...place, id: `signal-${index}`, type, phase: 'entered' });
    const opened = sampleEvent({ ...place, id, version: 1, openedAtMillis, changedAtMillis: openedAtMillis });
    const disposition = label === 1 ? 'true' : 'false';
    const closed = { ...opened, version: 2, state: 'closed', closedAtMillis, disposition } as const;
    return [
      [
        { kind: 'signal', atMillis: openedAtMillis, eventId: id, signal },
        { kind: 'event', atMillis: openedAtMillis, event: opened },
      ],
      [{ kind: 'event', atMillis: closedAtMillis, event: closed }],
    ];
  });
}

it('fits a model in a thread on what the trail holds, keeps it as a file, and has it again after a restart', async () => {
  const folder = temporaryFolder();
  const auditFile = join(folder, 'audit.db');
  const rows = rowsOfRoom();
  const nowMillis = (rows.at(-1)?.at(-1)?.atMillis ?? 0) + HANDLED_MILLIS;
  const clock = { nowMillis: () => nowMillis, monotonicMillis: () => nowMillis };
  const audit = openAuditTrail(auditFile, { clock });
  onTestFinished(async () => audit.stop());
  await Promise.all(rows.map(async (entries) => audit.append(entries)));
  const versions = new VersionFiles(join(folder, 'ranking'));

  /** As a process does that starts in this folder. */
  const start = async (): Promise<RankingUpkeep> => {
    const metrics = new RankingMetrics(new Registry());
    const settings = { refitHours: 24, pastDays: 365, mostOpenings: 1000, keepVersions: 3 };
    const upkeep = new RankingUpkeep({
      ranking: new DeskRanking({
        earlyShare: 0,
        mostOpenings: settings.mostOpenings,
        logger: silentLogger,
        metrics,
        onWithdrawn: () => undefined,
      }),
      versions,
      audit,
      auditFile,
      settings,
      readDeeds: async (fromMillis, untilMillis) => await readDeeds(auditFile, fromMillis, untilMillis),
      refit: refitInThread,
      raise: () => undefined,
      metrics,
      clock,
      logger: silentLogger,
    });
    await upkeep.start();
    onTestFinished(async () => upkeep.stop());
    return upkeep;
  };

  const upkeep = await start();
  expect(versions.list()).toEqual([]);
  upkeep.refit();
  await vi.waitUntil(() => upkeep.card().refit.state === 'idle', { timeout: 280_000, interval: 20 });
  expect(upkeep.card().refit.lastOutcome).toBe('fitted');
  const [id = ''] = versions.list();
  expect(versions.read(id)).toMatchObject({ openings: EVENTS, closings: EVENTS });
  const restarted = await start();
  expect(restarted.card().versions).toMatchObject([
    { id: 'rules', role: 'champion' },
    { id, role: 'challenger' },
  ]);
}, 300_000);
