import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MAX_SIGNALS_KEPT, type Event } from '../../core/event.ts';
import { AuditConflict, type AuditEntry, type MessageOutcome } from '../../core/ports/audit-trail.ts';
import type { Signal } from '../../core/signal.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openAuditDatabase } from './audit-database.ts';
import { AuditWriter } from './audit-writer.ts';
import { openAuditTrail, SqliteAuditTrail } from './sqlite-audit-trail.ts';

const AT = 1_700_000_000_000;

/** A clock that moves 4 ms each time it is asked. */
function tickingClock(): { nowMillis(): number; monotonicMillis(): number } {
  let now = 0;
  return { nowMillis: () => AT, monotonicMillis: () => (now += 4) };
}

function temporaryFile(): string {
  return join(temporaryFolder(), 'audit.sqlite');
}

function open(file = temporaryFile(), onCommit?: (rows: number, seconds: number) => void): SqliteAuditTrail {
  const trail = openAuditTrail(file, { clock: tickingClock(), ...(onCommit && { onCommit }) });
  onTestFinished(() => trail.stop());
  return trail;
}

function signalEntry(fields: Partial<Signal> = {}, eventId = 'event-1'): AuditEntry {
  return { kind: 'signal', atMillis: AT, eventId, signal: sampleSignal(fields) };
}

function eventEntry(fields: Partial<Event> = {}): AuditEntry {
  return { kind: 'event', atMillis: AT, event: sampleEvent(fields) };
}

function messageEntry(fields: Partial<MessageOutcome> = {}): AuditEntry {
  const message: MessageOutcome = {
    messageId: 'message-1',
    eventId: 'event-1',
    notifier: 'email',
    kind: 'escalated',
    outcome: 'queued',
    ...fields,
  };
  return { kind: 'message', atMillis: AT, message };
}

describe('SqliteAuditTrail', () => {
  it('gives back what is known of an event, oldest first, its event rows without signals', async () => {
    const trail = open();
    const signal = signalEntry({ message: '\ud800 \u0000 <b>"' });
    const event = eventEntry({ signals: [sampleSignal()], takenBy: { kind: 'person', name: 'night shift' } });
    const action: AuditEntry = {
      kind: 'action',
      atMillis: AT + 0.5,
      action: {
        id: 'action-1',
        eventId: 'event-1',
        kind: 'close',
        by: { kind: 'person', name: 'night shift' },
        atMillis: AT,
        disposition: 'false',
        reason: 'a cat',
      },
    };
    await trail.append([signal, event, eventEntry({ id: 'another' })]);
    await trail.append([action, messageEntry({ detail: 'queued' })]);
    expect(await trail.rowsOfEvent('event-1')).toEqual([
      { ...signal, sequence: 1 },
      { ...eventEntry({ takenBy: { kind: 'person', name: 'night shift' } }), sequence: 2 },
      { ...action, sequence: 4 },
      { ...messageEntry({ detail: 'queued' }), sequence: 5 },
    ]);
    expect(await trail.rowsOfEvent('nowhere')).toEqual([]);
  });

  it('keeps what it acknowledged when the file is opened again', async () => {
    const file = temporaryFile();
    const first = open(file);
    await first.append([signalEntry(), eventEntry()]);
    await first.stop();
    const second = open(file);
    expect(await second.knownSignalIds(['signal-1', 'signal-2'])).toEqual(new Set(['signal-1']));
    expect(await second.openEvents()).toEqual([sampleEvent({ signals: [sampleSignal()] })]);
  });

  it('puts the latest signals into an event that is read back, oldest first', async () => {
    const trail = open();
    const ids = Array.from({ length: MAX_SIGNALS_KEPT + 10 }, (_, i) => `signal-${i}`);
    await trail.append([eventEntry(), ...ids.map((id) => signalEntry({ id })), signalEntry({ id: 'x' }, 'another')]);
    const event = await trail.latestEvent('event-1');
    expect(event?.signals.map((signal) => signal.id)).toEqual(ids.slice(-MAX_SIGNALS_KEPT));
  });

  it('lists the events that are not closed, the first opened first', async () => {
    const trail = open();
    await trail.append([
      eventEntry({ id: 'late', openedAtMillis: 3 }),
      eventEntry({ id: 'early', openedAtMillis: 1 }),
      eventEntry({ id: 'closed', openedAtMillis: 2 }),
      eventEntry({ id: 'closed', version: 2, state: 'closed' }),
      eventEntry({ id: 'late', version: 2, state: 'taken', openedAtMillis: 3 }),
    ]);
    const events = await trail.openEvents();
    expect(events.map(({ id, version }) => [id, version])).toEqual([
      ['early', 1],
      ['late', 2],
    ]);
    expect((await trail.latestEvent('closed'))?.state).toBe('closed');
    expect(await trail.latestEvent('nowhere')).toBeUndefined();
  });

  it('does not open an event again when an older version is recorded late', async () => {
    const trail = open();
    await trail.append([eventEntry({ version: 3, state: 'closed' })]);
    await trail.append([eventEntry({ version: 2 })]);
    expect(await trail.openEvents()).toEqual([]);
  });

  it('lists messages that were queued and neither sent nor failed', async () => {
    const trail = open();
    await trail.append([
      messageEntry({ messageId: 'sent' }),
      messageEntry({ messageId: 'failed' }),
      messageEntry({ messageId: 'lost' }),
      messageEntry({ messageId: 'sent', notifier: 'telegram' }),
    ]);
    await trail.append([
      messageEntry({ messageId: 'sent', outcome: 'sent' }),
      messageEntry({ messageId: 'failed', outcome: 'failed' }),
      messageEntry({ messageId: 'failed', outcome: 'queued' }),
    ]);
    const undelivered = await trail.undeliveredMessages();
    expect(undelivered.map(({ messageId, notifier }) => [messageId, notifier])).toEqual([
      ['lost', 'email'],
      ['sent', 'telegram'],
    ]);
  });

  it('finds open events and undelivered messages again when their tables are gone', async () => {
    const file = temporaryFile();
    const first = open(file);
    await first.append([eventEntry(), eventEntry({ id: 'b' }), eventEntry({ id: 'b', version: 2, state: 'closed' })]);
    await first.append([messageEntry(), messageEntry({ notifier: 'log' }), messageEntry({ outcome: 'sent' })]);
    await first.stop();
    const raw = new Database(file);
    raw.exec('DROP TABLE open_event; DROP TABLE undelivered_message');
    raw.close();
    const second = open(file);
    expect(await second.openEvents()).toEqual([sampleEvent()]);
    expect(await second.undeliveredMessages()).toHaveLength(1);
    await second.append([eventEntry({ version: 2, state: 'closed' })]);
    expect(await second.openEvents()).toEqual([]);
  });

  it('refuses every call after stop, and stop can be repeated', async () => {
    const trail = open();
    const pending = trail.append([eventEntry()]);
    await trail.stop();
    await trail.stop();
    await expect(pending).resolves.toBeUndefined();
    await expect(trail.append([eventEntry({ version: 2 })])).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(trail.openEvents()).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

describe('SqliteAuditTrail: conflicts', () => {
  it.each([
    ['a signal id', signalEntry(), signalEntry({ message: 'other' }, 'event-2')],
    ['a version of an event', eventEntry(), eventEntry({ title: 'other' })],
  ])('accepts %s once for ever, and nothing of the call that repeats it', async (_what, first, repeat) => {
    const trail = open();
    await trail.append([first]);
    await expect(trail.append([eventEntry({ id: 'new' }), repeat])).rejects.toBeInstanceOf(AuditConflict);
    expect(await trail.latestEvent('new')).toBeUndefined();
    expect(await trail.rowsOfEvent('event-1')).toEqual([expect.objectContaining({ sequence: 1 })]);
  });

  it('refuses a call that repeats itself', async () => {
    await expect(open().append([signalEntry(), signalEntry()])).rejects.toBeInstanceOf(AuditConflict);
  });

  it('takes ids for different that differ in what UTF-8 cannot say', async () => {
    const trail = open();
    await trail.append([signalEntry({ id: '\ud800' }), signalEntry({ id: '\udfff' }), signalEntry({ id: '\\ud800' })]);
    expect(await trail.knownSignalIds(['\ud800', '\ufffd', '__proto__'])).toEqual(new Set(['\ud800']));
  });

  it('lets exactly one of two writers on one file have each version', async () => {
    const file = temporaryFile();
    const writers = [open(file), open(file)];
    const versions = Array.from({ length: 50 }, (_, i) => i + 1);
    const outcomes = await Promise.allSettled(
      versions.flatMap((version) => writers.map((writer) => writer.append([eventEntry({ version })]))),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(versions.length);
    expect(refused.every((reason) => reason instanceof AuditConflict)).toBe(true);
    expect(await open(file).rowsOfEvent('event-1')).toHaveLength(versions.length);
  });
});

describe('SqliteAuditTrail: group commit', () => {
  it('writes the calls of one turn in one commit, and says how many rows and how long', async () => {
    const commits: [number, number][] = [];
    const trail = open(temporaryFile(), (rows, seconds) => commits.push([rows, seconds]));
    const calls = Array.from({ length: 100 }, (_, i) => [signalEntry({ id: `${i}` }), eventEntry({ version: i + 1 })]);
    await Promise.all(calls.map((entries) => trail.append(entries)));
    await trail.append([]);
    await trail.append([messageEntry()]);
    expect(commits).toEqual([
      [200, 0.004],
      [1, 0.004],
    ]);
  });

  it('fails a call that conflicts or cannot be stored alone, not the calls beside it', async () => {
    const commits: number[] = [];
    const trail = open(temporaryFile(), (rows) => commits.push(rows));
    const outcomes = await Promise.allSettled([
      trail.append([eventEntry({ id: 'a' })]),
      trail.append([eventEntry({ id: 'b' }), eventEntry({ id: 'a' })]),
      trail.append([eventEntry({ id: 'c' }), eventEntry({ id: 'd', version: 1.5 })]),
      trail.append([eventEntry({ id: 'e' })]),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { name: 'AuditConflict' } },
      { status: 'rejected', reason: { name: 'Failure', reason: 'client', retryable: false } },
      { status: 'fulfilled' },
    ]);
    expect((await trail.openEvents()).map((event) => event.id)).toEqual(['a', 'e']);
    expect(commits).toEqual([2]);
  });
});

describe('SqliteAuditTrail: full disk', () => {
  it('fails with a remedy, writes nothing by half, still reads, and goes on when there is room', async () => {
    const database = openAuditDatabase(temporaryFile());
    const trail = new SqliteAuditTrail(database, new AuditWriter(database, { clock: tickingClock() }));
    onTestFinished(() => trail.stop());
    await trail.append([eventEntry({ id: 'before' })]);
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages + 2}`);
    const large = [eventEntry({ id: 'small' }), eventEntry({ id: 'large', title: 'x'.repeat(100_000) })];
    await expect(trail.append(large)).rejects.toMatchObject({
      name: 'Failure',
      retryable: true,
      message: expect.stringContaining('full'),
      remedy: expect.stringContaining('free space'),
    });
    expect((await trail.openEvents()).map((event) => event.id)).toEqual(['before']);
    database.pragma('max_page_count = 100000');
    await trail.append(large);
    expect((await trail.openEvents()).map((event) => event.id)).toEqual(['before', 'small', 'large']);
  });

  it('fails with a remedy while another program holds the file', async () => {
    const file = temporaryFile();
    const database = openAuditDatabase(file);
    database.pragma('busy_timeout = 1');
    const trail = new SqliteAuditTrail(database, new AuditWriter(database, { clock: tickingClock() }));
    onTestFinished(() => trail.stop());
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(trail.append([eventEntry()])).rejects.toMatchObject({ reason: 'timeout', retryable: true });
    other.close();
    await trail.append([eventEntry()]);
    expect(await trail.openEvents()).toHaveLength(1);
  });
});
