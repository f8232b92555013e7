import Database from 'better-sqlite3';
import type { Action } from '../../core/action.ts';
import { MAX_SIGNALS_KEPT, type Event } from '../../core/event.ts';
import type { AuditPast, OpenThen } from '../../core/ports/audit-past.ts';
import type { AuditRow, EventRowKind, SignalPage, SignalRow } from '../../core/ports/audit-trail.ts';
import { keyText } from '../records/canonical-json.ts';
import { auditFailure } from './audit-failure.ts';
import { decodeEntry, decodeKind } from './audit-row.ts';
import { preparePastStatements, type PastStatements } from './past-statements.ts';
import { SequenceAt } from './sequence-at.ts';

const BUSY_TIMEOUT_MILLIS = 2000;
const IDS_PER_BATCH = 2000;
const EVENTS_PER_BATCH = 100;

/** @throws Failure with a remedy when the file cannot be read; it must have been opened to write once. */
export function openAuditPast(file: string): SqliteAuditPast {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MILLIS });
    return new SqliteAuditPast(database);
  } catch (cause) {
    database?.close();
    throw auditFailure(cause, 'opening to read', file);
  }
}

/** Reads on a connection of its own, in short statements: whoever shares the thread comes between them. */
export class SqliteAuditPast implements AuditPast {
  readonly #database: Database.Database;
  readonly #statements: PastStatements;
  readonly #sequences: SequenceAt;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#statements = preparePastStatements(database);
    this.#sequences = new SequenceAt(database);
  }

  async sequenceAt(atMillis: number): Promise<number> {
    return this.#read(() => this.#sequences.firstFrom(Math.floor(atMillis) + 1) - 1);
  }

  async openEventsAt(sequence: number, limit: number): Promise<OpenThen> {
    const ids = await this.#openIdsAt(sequence);
    const events: Event[] = [];
    for (let from = 0; from < Math.min(ids.length, limit); from += EVENTS_PER_BATCH) {
      const batch = ids.slice(from, Math.min(from + EVENTS_PER_BATCH, limit));
      events.push(...this.#read(() => batch.flatMap((id) => this.#eventAt(id, sequence) ?? [])));
      await oneTurn();
    }
    return { events, leftOut: Math.max(0, ids.length - limit) };
  }

  async eventAt(eventId: string, sequence: number): Promise<Event | undefined> {
    return this.#read(() => this.#eventAt(keyText(eventId), sequence));
  }

  async headAt(eventId: string, sequence: number): Promise<Event | undefined> {
    return this.#read(() => this.#headAt(keyText(eventId), sequence));
  }

  async rowsOfEventAt(eventId: string, kinds: readonly EventRowKind[], sequence: number): Promise<readonly AuditRow[]> {
    return this.#read(() => {
      const rows = kinds.flatMap((kind) => this.#statements.rowsOfEvent.all(keyText(eventId), kind, sequence));
      rows.sort((a, b) => a.sequence - b.sequence);
      return rows.map((row) => Object.assign(decodeEntry(row.payload), { sequence: row.sequence }));
    });
  }

  async signalsOfEventAt(eventId: string, page: SignalPage, sequence: number): Promise<readonly SignalRow[]> {
    const before = Math.min(page.beforeSequence ?? Infinity, sequence + 1);
    return this.#read(() => this.#signalsBefore(keyText(eventId), before, page.limit));
  }

  async settingsAt(pathPrefix: string, sequence: number): Promise<ReadonlyMap<string, string | undefined>> {
    return this.#read(() => {
      const latest = new Map<string, string | undefined>();
      for (const payload of this.#statements.settings.all(sequence)) {
        const { path, after } = decodeKind('setting', payload).setting;
        if (path.startsWith(pathPrefix)) latest.set(path, after);
      }
      return latest;
    });
  }

  async actionsAt(sequence: number, limit: number): Promise<readonly Action[]> {
    return this.#read(() => {
      const payloads = this.#statements.actions.all(sequence, sequence, limit);
      return payloads.map((payload) => decodeKind('action', payload).action);
    });
  }

  async changesAround(sequence: number): Promise<{ readonly previousMillis?: number; readonly nextMillis?: number }> {
    return this.#read(() => {
      const previousMillis = this.#statements.previousChange.get({ sequence });
      const nextMillis = this.#statements.nextChange.get(sequence);
      return {
        ...(previousMillis === undefined ? {} : { previousMillis }),
        ...(nextMillis === undefined ? {} : { nextMillis }),
      };
    });
  }

  async stop(): Promise<void> {
    this.#database.close();
  }

  /** Oldest span first. */
  async #openIdsAt(sequence: number): Promise<readonly string[]> {
    const ids = this.#read(() => this.#statements.stillOpen.all(sequence));
    let after = sequence;
    for (;;) {
      const spans = this.#read(() => this.#statements.closedSince.all(after, sequence, IDS_PER_BATCH));
      ids.push(...spans.map(({ eventId }) => eventId));
      const last = spans.at(-1);
      if (last === undefined || spans.length < IDS_PER_BATCH) return ids;
      after = last.untilSequence;
      await oneTurn();
    }
  }

  #eventAt(key: string, sequence: number): Event | undefined {
    const head = this.#headAt(key, sequence);
    if (head === undefined) return undefined;
    return { ...head, signals: this.#signalsBefore(key, sequence + 1, MAX_SIGNALS_KEPT).map(({ signal }) => signal) };
  }

  #headAt(key: string, sequence: number): Event | undefined {
    const payload = this.#statements.eventAt.get(key, sequence);
    return payload === undefined ? undefined : decodeKind('event', payload).event;
  }

  #signalsBefore(key: string, sequence: number, limit: number): SignalRow[] {
    const rows = this.#statements.signalsBefore.all(key, sequence, limit).reverse();
    return rows.map((row) => Object.assign(decodeKind('signal', row.payload), { sequence: row.sequence }));
  }

  #read<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      throw auditFailure(cause, 'reading its past', this.#database.name);
    }
  }
}

async function oneTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
