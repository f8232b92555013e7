import type Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { MAX_SIGNALS_KEPT, type Event } from '../../core/event.ts';
import type {
  AuditEntry,
  AuditRow,
  AuditTrail,
  EventRowKind,
  MessageOutcome,
  SignalPage,
  SignalRow,
} from '../../core/ports/audit-trail.ts';
import type { Signal } from '../../core/signal.ts';
import { keyText } from '../records/canonical-json.ts';
import { openAuditDatabase } from './audit-database.ts';
import { auditFailure } from './audit-failure.ts';
import { decodeEntry, decodeKind, encodeEntry } from './audit-row.ts';
import { prepareStatements, type AuditStatements } from './audit-statements.ts';
import { AuditWriter, type AuditWriterOptions, type RowWriter } from './audit-writer.ts';
import { ThreadedAuditWriter, type ThreadedAuditWriterOptions } from './threaded-audit-writer.ts';

const EVENT_ROW_KINDS: readonly EventRowKind[] = ['signal', 'event', 'action', 'message'];

/**
 * Writes in this thread: for a command that adds a few rows.
 *
 * @throws Failure with a remedy when the file cannot be used.
 */
export function openAuditTrail(file: string, options: AuditWriterOptions): SqliteAuditTrail {
  const database = openAuditDatabase(file);
  return new SqliteAuditTrail(database, new AuditWriter(database, options));
}

/**
 * Writes in a thread of its own, so that the desk decides while the disk writes.
 *
 * @throws Failure with a remedy when the file cannot be used.
 */
export function openThreadedAuditTrail(
  file: string,
  options: Omit<ThreadedAuditWriterOptions, 'file'>,
): SqliteAuditTrail {
  return new SqliteAuditTrail(openAuditDatabase(file), new ThreadedAuditWriter({ ...options, file }));
}

/**
 * The audit trail in one SQLite file. Other processes may write to it too: the unique indexes decide between them.
 * After a failed write the trail goes on as before it.
 */
export class SqliteAuditTrail implements AuditTrail {
  readonly #database: Database.Database;
  readonly #statements: AuditStatements;
  readonly #writer: RowWriter;
  #isStopped = false;

  constructor(database: Database.Database, writer: RowWriter) {
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#writer = writer;
  }

  async append(entries: readonly AuditEntry[]): Promise<void> {
    this.#refuseWhenStopped();
    if (entries.length > 0) await this.#writer.write(entries.map(encodeEntry));
  }

  async knownSignalIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#read('reading signal ids', ({ signalId }) => {
      return new Set(ids.filter((id) => signalId.get(keyText(id)) !== undefined));
    });
  }

  async openEvents(): Promise<readonly Event[]> {
    return this.#read('reading open events', ({ openEvents }) => {
      const events = openEvents.all().map((payload) => this.#decodeEvent(payload));
      return events.sort((a, b) => a.openedAtMillis - b.openedAtMillis);
    });
  }

  async latestEvent(eventId: string): Promise<Event | undefined> {
    return this.#read('reading an event', ({ latestEvent }) => {
      const payload = latestEvent.get(keyText(eventId));
      return payload === undefined ? undefined : this.#decodeEvent(payload);
    });
  }

  async rowsOfEvent(eventId: string, kinds: readonly EventRowKind[] = EVENT_ROW_KINDS): Promise<readonly AuditRow[]> {
    return this.#read('reading the rows of an event', ({ rowsOfEvent }) => {
      const rows = kinds.flatMap((kind) => rowsOfEvent.all(keyText(eventId), kind));
      rows.sort((a, b) => a.sequence - b.sequence);
      return rows.map(({ sequence, payload }) => Object.assign(decodeEntry(payload), { sequence }));
    });
  }

  async signalsOfEvent(eventId: string, { limit, beforeSequence }: SignalPage): Promise<readonly SignalRow[]> {
    return this.#read('reading the signals of an event', ({ signalsBefore }) => {
      const rows = signalsBefore.all(keyText(eventId), beforeSequence ?? Number.MAX_SAFE_INTEGER, limit).reverse();
      return rows.map(({ sequence, payload }) => Object.assign(decodeKind('signal', payload), { sequence }));
    });
  }

  async undeliveredMessages(): Promise<readonly MessageOutcome[]> {
    return this.#read('reading undelivered messages', ({ undeliveredMessages }) => {
      return undeliveredMessages.all().map((payload) => decodeKind('message', payload).message);
    });
  }

  async latestSettings(pathPrefix: string): Promise<ReadonlyMap<string, string | undefined>> {
    return this.#read('reading settings', ({ settings }) => {
      const latest = new Map<string, string | undefined>();
      for (const payload of settings.all()) {
        const { path, after } = decodeKind('setting', payload).setting;
        if (path.startsWith(pathPrefix)) latest.set(path, after);
      }
      return latest;
    });
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    await this.#writer.stop();
    this.#database.close();
  }

  #decodeEvent(payload: string): Event {
    const { event } = decodeKind('event', payload);
    return { ...event, signals: this.#latestSignals(event.id) };
  }

  /** Oldest first. */
  #latestSignals(eventId: string): readonly Signal[] {
    const payloads = this.#statements.latestSignals.all(keyText(eventId), MAX_SIGNALS_KEPT).reverse();
    return payloads.map((payload) => decodeKind('signal', payload).signal);
  }

  #read<Result>(doing: string, read: (statements: AuditStatements) => Result): Result {
    this.#refuseWhenStopped();
    try {
      return read(this.#statements);
    } catch (cause) {
      throw auditFailure(cause, doing, this.#database.name);
    }
  }

  #refuseWhenStopped(): void {
    if (!this.#isStopped) return;
    throw new Failure(`audit trail ${this.#database.name} is stopped`, {
      reason: 'cancelled',
      retryable: false,
      remedy: 'start Telltale again',
    });
  }
}
