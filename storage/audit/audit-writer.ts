import type Database from 'better-sqlite3';
import { AuditConflict, type AuditEntry } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { auditFailure, isDuplicate, isFaultOfEntries } from './audit-failure.ts';
import type { AuditStatements } from './audit-statements.ts';

export interface AuditWriterOptions {
  readonly clock: Clock;
  /** After each group commit: rows now on disk, and how long it took. Must not throw. */
  readonly onCommit?: (rows: number, seconds: number) => void;
}

/** Entries that are written together or not at all. */
interface WaitingCall {
  readonly entries: readonly AuditEntry[];
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Calls of the same turn of the event loop share a transaction and its fsync; each is a savepoint in it, so each
 * succeeds or fails for itself. The thread waits while the disk writes, so none arrives during a commit.
 */
export class AuditWriter {
  readonly #database: Database.Database;
  readonly #statements: AuditStatements;
  readonly #options: AuditWriterOptions;
  readonly #writeCall: Database.Transaction<(entries: readonly AuditEntry[]) => void>;
  readonly #writeGroup: Database.Transaction<(calls: readonly WaitingCall[]) => (Error | undefined)[]>;
  #waiting: WaitingCall[] = [];

  constructor(database: Database.Database, statements: AuditStatements, options: AuditWriterOptions) {
    this.#database = database;
    this.#statements = statements;
    this.#options = options;
    this.#writeCall = database.transaction((entries) => {
      for (const entry of entries) this.#insert(entry);
    });
    this.#writeGroup = database.transaction((calls) => calls.map((call) => this.#tryCall(call)));
  }

  /** Resolves after the commit. Rejects with `AuditConflict` or a `Failure`; then none of the entries is written. */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Commits what waits. */
  flush(): void {
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
        rows += call.entries.length;
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
      this.#writeCall(call.entries);
      return undefined;
    } catch (cause) {
      if (cause instanceof AuditConflict) return cause;
      if (isFaultOfEntries(cause)) return this.#failure(cause);
      throw cause;
    }
  }

  #insert(entry: AuditEntry): void {
    try {
      this.#statements.insert(entry);
    } catch (cause) {
      if (isDuplicate(cause)) throw new AuditConflict(`${nameOf(entry)} is already recorded`, { cause });
      throw cause;
    }
  }

  #failure(cause: unknown): Error {
    return auditFailure(cause, 'writing', this.#database.name);
  }
}

function nameOf(entry: AuditEntry): string {
  if (entry.kind === 'signal') return `signal ${JSON.stringify(entry.signal.id)}`;
  if (entry.kind === 'event') return `version ${entry.event.version} of event ${JSON.stringify(entry.event.id)}`;
  return `a ${entry.kind}`;
}
