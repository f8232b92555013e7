import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../runtime/system-clock.ts';
import { distUrl } from '../../test/support/dist-url.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openAuditTrail } from './sqlite-audit-trail.ts';

const KILLS = 20;
const APPENDER = fileURLToPath(new URL('../../test/support/audit-appender.mjs', import.meta.url));

interface Appender {
  readonly process: ChildProcess;
  /** Numbers of the calls that were acknowledged, and of those that failed, so far. */
  readonly acknowledged: number[];
  readonly failed: number[];
  kill(): Promise<void>;
}

function startAppender(file: string, first: number): Appender {
  const trailUrl = distUrl('storage/audit/sqlite-audit-trail.ts').href;
  const child = spawn(process.execPath, [APPENDER, trailUrl, file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acknowledged: number[] = [];
  const failed: number[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [outcome, n] = line.split(' ');
    (outcome === 'ok' ? acknowledged : failed).push(Number(n));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(kill);
  return { process: child, acknowledged, failed, kill };
}

/** Every acknowledged call is there, no call is there by half, and no sequence is missing. */
async function expectIntact(file: string, acknowledged: readonly number[]): Promise<void> {
  const trail = openAuditTrail(file, { clock: systemClock });
  const known = await trail.knownSignalIds(acknowledged.map((n) => `s${n}`));
  expect(acknowledged.filter((n) => !known.has(`s${n}`))).toEqual([]);
  await trail.stop();
  const database = new Database(file, { readonly: true });
  const halves = database.prepare(`SELECT event_id FROM audit_row GROUP BY event_id HAVING count(*) <> 2`).all();
  const gaps = database.prepare(`SELECT max(sequence) - count(*) FROM audit_row`).pluck().get();
  const open = database.prepare(`SELECT (SELECT count(*) FROM open_event) * 2 - count(*) FROM audit_row`).pluck().get();
  database.close();
  expect({ halves, gaps, open }).toEqual({ halves: [], gaps: 0, open: 0 });
}

describe('SqliteAuditTrail: crashes', () => {
  it(`loses nothing acknowledged and keeps nothing by half over ${KILLS} kills`, async () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    const acknowledged: number[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const appender = startAppender(file, round * 1_000_000);
      await vi.waitUntil(() => appender.acknowledged.length > round * 7, { timeout: 30_000, interval: 1 });
      await appender.kill();
      acknowledged.push(...appender.acknowledged);
      await expectIntact(file, acknowledged);
    }
  }, 120_000);

  it('fails while the system refuses to write, and goes on afterwards in the same process', async () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    const appender = startAppender(file, 0);
    await vi.waitUntil(() => appender.acknowledged.length > 20, 30_000);
    limitFileSize(appender.process, '1');
    await vi.waitUntil(() => appender.failed.length > 20, 30_000);
    limitFileSize(appender.process, 'unlimited');
    const before = appender.acknowledged.length;
    await vi.waitUntil(() => appender.acknowledged.length > before + 20, 30_000);
    await appender.kill();
    await expectIntact(file, appender.acknowledged);
  });
});

/** Every write beyond so many bytes of a file fails with EFBIG, which SQLite reports as SQLITE_IOERR_WRITE. */
function limitFileSize(child: ChildProcess, bytes: string): void {
  execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:`]);
}
