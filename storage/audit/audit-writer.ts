import type Database from 'better-sqlite3';
import { AuditConflict } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { auditFailure, isDuplicate, isFaultOfEntries } from './audit-failure.ts';
import { nameOfRow, type AuditCells } from './audit-row.ts';

/** Whatever writes the rows of an audit trail. */
export interface RowWriter {
  /** Resolves after the commit. Rejects with `AuditConflict` or a `Failure`; then none of the rows is written. */
  write(rows: readonly AuditCells[]): Promise<void>;
  /** Writes what waits, and then no more. */
  stop(): Promise<void>;
}

export interface AuditWriterOptions {
  readonly clock: Clock;
  /** After each group commit: rows now on disk, and how long it took. Must not throw. */
  readonly onCommit?: (rows: number, seconds: number) => void;
}

const INSERT = `
  INSERT INTO audit_row (at_millis, kind, event_id, signal_id, version, state, message_id, notifier, outcome, payload)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Rows that are written together or not at all. */
interface WaitingCall {
  readonly rows: readonly AuditCells[];
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Calls of the same turn of the event loop share a transaction and its fsync; each is a savepoint in it, so each
 * succeeds or fails for itself. The thread waits while the disk writes, so none arrives during a commit.
 */
export class AuditWriter implements RowWriter {
  readonly #database: Database.Database;
  readonly #insertRow: Database.Statement<[...AuditCells]>;
  readonly #options: AuditWriterOptions;
  readonly #writeCall: Database.Transaction<(rows: readonly AuditCells[]) => void>;
  readonly #writeGroup: Database.Transaction<(calls: readonly WaitingCall[]) => (Error | undefined)[]>;
  #waiting: WaitingCall[] = [];

  constructor(database: Database.Database, options: AuditWriterOptions) {
    this.#database = database;
    this.#insertRow = database.prepare<[...AuditCells]>(INSERT);
    this.#options = options;
    this.#writeCall = database.transaction((rows) => {
      for (const row of rows) this.#insert(row);
    });
    this.#writeGroup = database.transaction((calls) => calls.map((call) => this.#tryCall(call)));
  }

  async write(rows: readonly AuditCells[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    });
  }

  async stop(): Promise<void> {
    this.#flush();
  }

  #flush(): void {
    const calls = this.#waiting;
    if (calls.length === 0) return;
    this.#waiting = [];
    const startedAtMillis = this.#options.clock.monotonicMillis();
    const refusals = this.#commit(calls);
    const seconds = (this.#options.clock.monotonicMillis() - startedAtMillis) / 1000;
    let rows = 0;
    for (const [i, call] of calls.entries()) {
      const refusal = refusals[i];
      if (refusal === undefined) {
        rows += call.rows.length;
        call.resolve();
      } else {
        call.reject(refusal);
      }
    }
    if (rows > 0) this.#options.onCommit?.(rows, seconds);
  }

  /** For each call why it is not written, `undefined` when it is. */
  #commit(calls: readonly WaitingCall[]): readonly (Error | undefined)[] {
    try {
      return this.#writeGroup.immediate(calls);
    } catch (cause) {
      const failure = this.#failure(cause);
      return calls.map(() => failure);
    }
  }

  /** Throws only what concerns the whole group: the file or the disk. */
  #tryCall(call: WaitingCall): Error | undefined {
    try {
      this.#writeCall(call.rows);
      return undefined;
    } catch (cause) {
      if (cause instanceof AuditConflict) return cause;
      if (isFaultOfEntries(cause)) return this.#failure(cause);
      throw cause;
    }
  }

  #insert(row: AuditCells): void {
    try {
      this.#insertRow.run(...row);
    } catch (cause) {
      if (isDuplicate(cause)) throw new AuditConflict(`${nameOfRow(row)} is already recorded`, { cause });
      throw cause;
    }
  }

  #failure(cause: unknown): Error {
    return auditFailure(cause, 'writing', this.#database.name);
  }
}
