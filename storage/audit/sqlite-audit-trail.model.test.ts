import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVENT_STATES, MAX_SIGNALS_KEPT, type Event } from '../../core/event.ts';
import type { AuditEntry, AuditRow, AuditTrail, MessageOutcome } from '../../core/ports/audit-trail.ts';
import type { Signal } from '../../core/signal.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openAuditTrail } from './sqlite-audit-trail.ts';

/** The port in its plainest form: a list that is searched. */
class ModelTrail {
  #rows: AuditRow[] = [];

  /** Whether the entries are accepted. */
  append(entries: readonly AuditEntry[]): boolean {
    const added = entries.map((entry, i) => ({ ...entry, sequence: this.#rows.length + i + 1 }));
    const rows = [...this.#rows, ...added];
    const once = rows.flatMap((row) => {
      if (row.kind === 'signal') return [JSON.stringify(row.signal.id)];
      return row.kind === 'event' ? [JSON.stringify([row.event.id, row.event.version])] : [];
    });
    if (new Set(once).size !== once.length) return false;
    this.#rows = rows;
    return true;
  }

  knownSignalIds(ids: readonly string[]): Set<string> {
    const known = new Set(this.#rows.map((row) => (row.kind === 'signal' ? row.signal.id : undefined)));
    return new Set(ids.filter((id) => known.has(id)));
  }

  latestEvent(eventId: string): Event | undefined {
    const versions = this.#rows.flatMap((row) => (row.kind === 'event' && row.event.id === eventId ? [row.event] : []));
    const latest = versions.sort((a, b) => a.version - b.version).at(-1);
    return latest && { ...latest, signals: this.#signalsOf(eventId).slice(-MAX_SIGNALS_KEPT) };
  }

  openEvents(): Event[] {
    const events = EVENT_IDS.flatMap((id) => this.latestEvent(id) ?? []);
    return events.filter((event) => event.state !== 'closed');
  }

  rowsOfEvent(eventId: string, kinds?: readonly AuditRow['kind'][]): AuditRow[] {
    return this.#rows.filter((row) => eventIdOf(row) === eventId && kinds?.includes(row.kind) !== false);
  }

  undeliveredMessages(): MessageOutcome[] {
    const latest = new Map<string, { outcome: MessageOutcome; ended: boolean; sequence: number }>();
    for (const row of this.#rows) {
      if (row.kind !== 'message') continue;
      const key = JSON.stringify([row.message.messageId, row.message.notifier]);
      const ended = latest.get(key)?.ended === true || row.message.outcome !== 'queued';
      latest.set(key, { outcome: row.message, ended, sequence: row.sequence });
    }
    const waiting = [...latest.values()].filter(({ ended }) => !ended).sort((a, b) => a.sequence - b.sequence);
    return waiting.map(({ outcome }) => outcome);
  }

  #signalsOf(eventId: string): Signal[] {
    return this.#rows.flatMap((row) => (row.kind === 'signal' && row.eventId === eventId ? [row.signal] : []));
  }
}

function eventIdOf(row: AuditRow): string | undefined {
  switch (row.kind) {
    case 'signal':
      return row.eventId;
    case 'event':
      return row.event.id;
    case 'action':
      return row.action.eventId;
    case 'message':
      return row.message.eventId;
    case 'setting':
      return undefined;
  }
}

const EVENT_IDS: readonly string[] = ['a', 'b', '__proto__', '\ud800', '\udfff', ''];
const SIGNAL_IDS: readonly string[] = [...EVENT_IDS, 'c', 'd', 'e', 'f', '\u0000', 'é'];

const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const anyEventId = fc.constantFrom(...EVENT_IDS);
const atMillis = fc.integer({ min: 0, max: 4_000_000_000_000 });

const anyEntry: fc.Arbitrary<AuditEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('signal' as const),
    atMillis,
    eventId: anyEventId,
    signal: fc.record({ id: fc.constantFrom(...SIGNAL_IDS), message: anyText }).map(sampleSignal),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    atMillis,
    event: fc
      .record({
        id: anyEventId,
        version: fc.integer({ min: 1, max: 6 }),
        state: fc.constantFrom(...EVENT_STATES),
        title: anyText,
        highestScore: fc.double().filter((score) => !Object.is(score, -0)),
      })
      .map(sampleEvent),
  }),
  fc.record({
    kind: fc.constant('message' as const),
    atMillis,
    message: fc.record({
      messageId: fc.constantFrom('m', 'n'),
      eventId: anyEventId,
      notifier: fc.constantFrom('email', 'log'),
      kind: fc.constant('escalated' as const),
      outcome: fc.constantFrom('queued' as const, 'sent' as const, 'failed' as const),
    }),
  }),
  fc.record({ kind: fc.constant('setting' as const), atMillis, setting: fc.record({ path: anyText }) }),
);

/** Calls that are made in one turn, so that they share a commit. */
const anyGroup = fc.array(fc.array(anyEntry, { minLength: 1, maxLength: 4 }), { maxLength: 4 });

it('accepts, refuses and answers as the model does, also after it is opened again', async () => {
  const folder = temporaryFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyGroup, { maxLength: 8 }), async (groups) => {
      run += 1;
      const file = join(folder, `${run}.sqlite`);
      const model = new ModelTrail();
      const trail = openAuditTrail(file, { clock: systemClock });
      for (const group of groups) {
        const outcomes = await Promise.allSettled(group.map((entries) => trail.append(entries)));
        const accepted = group.map((entries) => model.append(entries));
        expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(accepted);
      }
      await expectSame(trail, model);
      await trail.stop();
      const reopened = openAuditTrail(file, { clock: systemClock });
      await expectSame(reopened, model);
      await reopened.stop();
    }),
    { numRuns: 60 },
  );
});

async function expectSame(trail: AuditTrail, model: ModelTrail): Promise<void> {
  expect(await trail.knownSignalIds(SIGNAL_IDS)).toEqual(model.knownSignalIds(SIGNAL_IDS));
  expect(await trail.undeliveredMessages()).toEqual(model.undeliveredMessages());
  const open = await trail.openEvents();
  expect(open).toHaveLength(model.openEvents().length);
  expect(open).toEqual(expect.arrayContaining(model.openEvents()));
  for (const id of EVENT_IDS) {
    expect(await trail.latestEvent(id)).toEqual(model.latestEvent(id));
    expect(await trail.rowsOfEvent(id)).toEqual(model.rowsOfEvent(id));
    expect(await trail.rowsOfEvent(id, ['event', 'action'])).toEqual(model.rowsOfEvent(id, ['event', 'action']));
    await expectPages(trail, id, model.rowsOfEvent(id, ['signal']));
  }
}

/** From the latest back, two at a time. */
async function expectPages(trail: AuditTrail, eventId: string, all: readonly AuditRow[]): Promise<void> {
  const read: AuditRow[] = [];
  for (;;) {
    const [earliest] = read;
    const before = earliest === undefined ? {} : { beforeSequence: earliest.sequence };
    const page = await trail.signalsOfEvent(eventId, { limit: 2, ...before });
    if (page.length === 0) break;
    read.unshift(...page);
  }
  expect(read).toEqual(all);
}
