import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AuditConflict, type AuditEntry } from '../../core/ports/audit-trail.ts';
import { distUrl } from '../../test/support/dist-url.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openThreadedAuditTrail, type SqliteAuditTrail } from './sqlite-audit-trail.ts';

const AT = 1_700_000_000_000;
const WRITER = distUrl('storage/audit/audit-writer-thread.ts');
/** Ends as a thread does that runs out of memory, as soon as it is asked for anything. */
const DYING = new URL(
  `data:text/javascript,${encodeURIComponent(
    `import { parentPort } from 'node:worker_threads';
   parentPort.on('message', () => { throw new Error('out of memory'); });`,
  )}`,
);

function temporaryFile(): string {
  return join(temporaryFolder(), 'audit.sqlite');
}

function open(file: string, workerUrl = WRITER, onCommit?: (rows: number) => void): SqliteAuditTrail {
  const trail = openThreadedAuditTrail(file, { workerUrl, ...(onCommit && { onCommit }) });
  onTestFinished(async () => trail.stop());
  return trail;
}

function eventEntry(id: string, version = 1): AuditEntry {
  return { kind: 'event', atMillis: AT, event: sampleEvent({ id, version }) };
}

describe('an audit trail that is written in a thread of its own', () => {
  it('shows at once what it has acknowledged, and keeps it', async () => {
    const file = temporaryFile();
    const trail = open(file);
    await trail.append([{ kind: 'signal', atMillis: AT, eventId: 'a', signal: sampleSignal() }, eventEntry('a')]);
    expect(await trail.knownSignalIds(['signal-1', 'signal-2'])).toEqual(new Set(['signal-1']));
    expect((await trail.openEvents()).map(({ id }) => id)).toEqual(['a']);
    await trail.stop();
    expect(await open(file).rowsOfEvent('a')).toHaveLength(2);
  });

  it('writes the calls of one turn in one commit, and refuses the one that repeats alone', async () => {
    const commits: number[] = [];
    const trail = open(temporaryFile(), WRITER, (rows) => commits.push(rows));
    const outcomes = await Promise.allSettled([
      trail.append([eventEntry('a')]),
      trail.append([eventEntry('b'), eventEntry('a')]),
      trail.append([eventEntry('c', 1.5)]),
      trail.append([eventEntry('d'), eventEntry('e')]),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: expect.any(AuditConflict) },
      { status: 'rejected', reason: { name: 'Failure', reason: 'client', retryable: false } },
      { status: 'fulfilled' },
    ]);
    expect(commits).toEqual([3]);
  });

  it('writes what was handed over before it was stopped', async () => {
    const file = temporaryFile();
    const trail = open(file);
    const pending = trail.append([eventEntry('a')]);
    await trail.stop();
    await pending;
    await expect(trail.append([eventEntry('b')])).rejects.toMatchObject({ reason: 'cancelled' });
    expect((await open(file).openEvents()).map(({ id }) => id)).toEqual(['a']);
  });

  it('says so when the thread has ended, and starts another for the next call', async () => {
    const trail = open(temporaryFile(), DYING);
    for (const id of ['a', 'b']) {
      await expect(trail.append([eventEntry(id)])).rejects.toMatchObject({
        name: 'Failure',
        retryable: true,
        message: expect.stringContaining('has ended'),
      });
    }
    expect(await trail.openEvents()).toEqual([]);
  });
});
