import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Action } from '../../core/action.ts';
import type { Event, EventState } from '../../core/event.ts';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openAuditPast } from './sqlite-audit-past.ts';
import { openAuditTrail } from './sqlite-audit-trail.ts';

const START = 1_700_000_000_000;
const IDS = ['a', 'b', 'wei"rd'];

async function pastOf(entries: readonly AuditEntry[]) {
  const file = join(temporaryFolder(), 'audit.db');
  const trail = openAuditTrail(file, { clock: systemClock });
  await trail.append(entries);
  await trail.stop();
  return { file, past: open(file) };
}

function open(file: string) {
  const past = openAuditPast(file);
  onTestFinished(async () => past.stop());
  return past;
}

interface Step {
  readonly id: string;
  readonly state: EventState;
}

/** A second after each other, the n-th row at the n-th second. */
function entriesOf(steps: readonly Step[]): AuditEntry[] {
  const versions = new Map<string, number>();
  return steps.map(({ id, state }, n) => {
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    return { kind: 'event', atMillis: START + n * 1000, event: sampleEvent({ id, version, state }) };
  });
}

/** By going through all rows up to then. */
function openBySlowWay(entries: readonly AuditEntry[], sequence: number): Event[] {
  const latest = new Map<string, Event>();
  for (const entry of entries.slice(0, sequence)) if (entry.kind === 'event') latest.set(entry.event.id, entry.event);
  return [...latest.values()].filter(({ state }) => state !== 'closed');
}

const steps = fc.array(
  fc.record({ id: fc.constantFrom(...IDS), state: fc.constantFrom<EventState>('new', 'taken', 'closed') }),
  { maxLength: 25 },
);

async function expectPast(file: string, entries: readonly AuditEntry[]): Promise<void> {
  const past = openAuditPast(file);
  for (let sequence = 0; sequence <= entries.length; sequence += 1) {
    const { events } = await past.openEventsAt(sequence, 100);
    const wanted = openBySlowWay(entries, sequence);
    expect(events).toHaveLength(wanted.length);
    expect(events).toEqual(expect.arrayContaining(wanted));
    expect(await past.sequenceAt(START + (sequence - 1) * 1000 + 500)).toBe(sequence);
  }
  await past.stop();
}

describe('the past of the audit trail', () => {
  it('shows at every row the events that were open, however often they were closed and opened again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const entries = entriesOf(given);
        const { file, past } = await pastOf(entries);
        await past.stop();
        await expectPast(file, entries);
      }),
      { numRuns: 25 },
    );
  });

  it('is filled from the rows of a trail that was written before it was kept', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const entries = entriesOf(given);
        const { file, past } = await pastOf(entries);
        await past.stop();
        const database = new Database(file);
        database.exec('DROP TRIGGER begin_event_span; DROP TRIGGER end_event_span; DROP TABLE event_span');
        database.close();
        await openAuditTrail(file, { clock: systemClock }).stop();
        await expectPast(file, entries);
      }),
      { numRuns: 15 },
    );
  });

  it('shows an event as it was, with the signals and actions of then', async () => {
    const signal = (n: number): AuditEntry => {
      return { kind: 'signal', atMillis: START + n, eventId: 'a', signal: sampleSignal({ id: `s${n}` }) };
    };
    const take: Action = { id: 'x', eventId: 'a', kind: 'take', by: { kind: 'person', name: 'anna' }, atMillis: START };
    const { past } = await pastOf([
      signal(0),
      { kind: 'event', atMillis: START, event: sampleEvent({ id: 'a', version: 1 }) },
      signal(1),
      { kind: 'action', atMillis: START + 2, action: take },
      { kind: 'event', atMillis: START + 2, event: sampleEvent({ id: 'a', version: 2, state: 'taken' }) },
    ]);
    expect(await past.eventAt('a', 3)).toMatchObject({ version: 1, signals: [{ id: 's0' }, { id: 's1' }] });
    expect(await past.eventAt('a', 1)).toBeUndefined();
    expect(await past.signalsOfEventAt('a', { limit: 10 }, 2)).toMatchObject([{ signal: { id: 's0' } }]);
    expect(await past.rowsOfEventAt('a', ['action'], 3)).toEqual([]);
    expect(await past.actionsAt(5, 10)).toEqual([take]);
    expect(await past.changesAround(3)).toEqual({ previousMillis: START, nextMillis: START + 2 });
    expect(await past.changesAround(5)).toEqual({ previousMillis: START });
  });

  it('knows settings as they were', async () => {
    const setting = (path: string, after?: string): AuditEntry => {
      return { kind: 'setting', atMillis: START, setting: after === undefined ? { path } : { path, after } };
    };
    const { past } = await pastOf([setting('roster.anna', 'on'), setting('sites.x', '1'), setting('roster.anna')]);
    expect(await past.settingsAt('roster.', 2)).toEqual(new Map([['roster.anna', 'on']]));
    expect(await past.settingsAt('roster.', 3)).toEqual(new Map([['roster.anna', undefined]]));
  });

  it('shows no more than is asked for, and says how much it leaves out', async () => {
    const { past } = await pastOf(entriesOf(IDS.map((id) => ({ id, state: 'new' }))));
    expect(await past.openEventsAt(3, 2)).toMatchObject({ events: [{}, {}], leftOut: 1 });
  });
});
