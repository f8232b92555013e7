import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Event } from '../../core/event.ts';
import type { AuditEntry, AuditRow } from '../../core/ports/audit-trail.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openAuditReader } from './sqlite-audit-reader.ts';
import { openAuditTrail } from './sqlite-audit-trail.ts';

const START = 1_700_000_000_000;
const MINUTE = 60_000;

function signalAt(minute: number, id = `s${minute}`): AuditEntry {
  return { kind: 'signal', atMillis: START + minute * MINUTE, eventId: 'e', signal: sampleSignal({ id }) };
}

async function trailOf(entries: readonly AuditEntry[]) {
  const file = join(temporaryFolder(), 'audit.db');
  const trail = openAuditTrail(file, { clock: systemClock });
  onTestFinished(() => trail.stop());
  await trail.append(entries);
  const reader = openAuditReader(file);
  onTestFinished(() => reader.stop());
  return { file, trail, reader };
}

async function idsOf(batches: AsyncIterable<readonly AuditRow[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const rows of batches) ids.push(...rows.flatMap((row) => (row.kind === 'signal' ? [row.signal.id] : [])));
  return ids;
}

describe('the reader of the audit trail', () => {
  it('gives the rows of a period in their order, the begin included and the end not', async () => {
    const { reader } = await trailOf([1, 2, 3, 4, 5].map((minute) => signalAt(minute)));
    expect(await idsOf(reader.rowsBetween(START + 2 * MINUTE, START + 4 * MINUTE))).toEqual(['s2', 's3']);
    expect(await idsOf(reader.rowsBetween(START + 9 * MINUTE, START + 10 * MINUTE))).toEqual([]);
  });

  it('gives more rows than fit a batch, each once', async () => {
    const { reader } = await trailOf(Array.from({ length: 2500 }, (_, n) => signalAt(n)));
    const ids = await idsOf(reader.rowsBetween(START + 100 * MINUTE, START + 2400 * MINUTE));
    expect(ids).toEqual(Array.from({ length: 2300 }, (_, n) => `s${n + 100}`));
  });

  it('finds what was written while the clock was wrong by hours', async () => {
    const minutes = [0, 5000, 5001, 4000, 4001, 5010, 5011, 9000];
    const { reader } = await trailOf(minutes.map((minute) => signalAt(minute)));
    const ids = await idsOf(reader.rowsBetween(START + 4000 * MINUTE, START + 5011 * MINUTE));
    expect(ids).toEqual(['s5000', 's5001', 's4000', 's4001', 's5010']);
  });

  it('sees what was written after it was opened, and lets the writer write between two batches', async () => {
    const { reader, trail } = await trailOf(Array.from({ length: 1500 }, (_, n) => signalAt(0, `first-${n}`)));
    let batches = 0;
    for await (const rows of reader.rowsBetween(START, START + MINUTE)) {
      batches += 1;
      await trail.append([signalAt(0, `during-${batches}`)]);
      expect(rows.length).toBeGreaterThan(0);
    }
    expect(batches).toBe(2);
    expect(await idsOf(reader.rowsBetween(START, START + MINUTE))).toHaveLength(1502);
  });

  it('cuts rows of events on their way down to steps, and no others', async () => {
    const event = sampleEvent({ id: 'event "1"' });
    const by = { kind: 'person', name: 'anna' } as const;
    const suppression = { kind: 'shelved', by, reason: 'too loud', sinceMillis: START } as const;
    const versions: readonly Event[] = [
      { ...event, title: 'not a "suppression":' },
      { ...event, version: 2, title: 'not a "suppression":' },
      { ...event, version: 3, suppression },
      { ...event, version: 4, state: 'closed' },
    ];
    const { reader } = await trailOf([
      signalAt(0),
      ...versions.map((each): AuditEntry => ({ kind: 'event', atMillis: START, event: each })),
    ]);
    const kinds: unknown[] = [];
    for await (const rows of reader.outlineBetween(START, START + 1)) {
      kinds.push(...rows.map((row) => (row.kind === 'event' ? row.event.version : row)));
    }
    const step = { kind: 'step', atMillis: START, eventId: 'event "1"' };
    expect(kinds).toEqual([{ ...signalAt(0) }, 1, step, 3, 4]);
  });

  it('reads a trail that nobody has open', async () => {
    const { file, trail, reader } = await trailOf([signalAt(1)]);
    await reader.stop();
    await trail.stop();
    const alone = openAuditReader(file);
    onTestFinished(() => alone.stop());
    expect(await idsOf(alone.rowsBetween(START, START + 2 * MINUTE))).toEqual(['s1']);
  });

  it('makes no file where there is none, and says so', () => {
    const file = join(temporaryFolder(), 'nothing', 'audit.db');
    expect(() => openAuditReader(file)).toThrow(file);
  });
});
