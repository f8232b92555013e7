import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { auditFailure } from './audit-failure.ts';
import { AUDIT_ROW_SCHEMA, AUDIT_SCHEMA_VERSION, DERIVED_SCHEMA, FILL_DERIVED } from './audit-schema.ts';

/** Before it, two connections that write and checkpoint at once can lose committed rows (the WAL-reset bug). */
const OLDEST_SAFE_SQLITE = [3, 51, 3] as const;

const BUSY_TIMEOUT_MILLIS = 2000;

/** 16 MB: in a flood the same pages of the indexes change in every commit, and are moved to the file once for many of them. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens the file, made with its folder when missing, readable by its owner only. Checks every page, so it takes about
 * a second a gigabyte.
 *
 * @throws Failure with a remedy when the file cannot be used.
 */
export function openAuditDatabase(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    makePrivateFile(file);
    database = connect(file);
    check(database);
    database.transaction(createSchema).immediate(database);
    return database;
  } catch (cause) {
    database?.close();
    throw auditFailure(cause, 'opening', file);
  }
}

/** One more connection to a file that is open and checked. */
export function connect(file: string): Database.Database {
  const database = new Database(file, { timeout: BUSY_TIMEOUT_MILLIS });
  configure(database);
  return database;
}

/** SQLite gives its side files (-wal, -shm) the mode of the main file. */
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/**
 * `synchronous` must be set even where it already reads 2 (FULL): better-sqlite3 is compiled to fall back to NORMAL at
 * the first write in WAL mode, and NORMAL loses acknowledged rows in a power cut. Without `recursive_triggers` an
 * INSERT OR REPLACE would remove rows without firing `no_delete`.
 */
function configure(database: Database.Database): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw unusable(database, 'WAL is not possible here', 'put the data folder on a local disk');
  database.pragma('synchronous = FULL');
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('foreign_keys = ON');
  database.pragma('cell_size_check = ON');
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
}

function check(database: Database.Database): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  if (isOlder(version, OLDEST_SAFE_SQLITE)) {
    const remedy = `install better-sqlite3 with SQLite ${OLDEST_SAFE_SQLITE.join('.')} or later`;
    throw unusable(database, `SQLite ${version} can lose committed rows`, remedy);
  }
  const verdict = String(database.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok') {
    throw unusable(database, `damaged: ${verdict}`, 'keep it as it is and restore a copy from a backup');
  }
  if (Number(database.pragma('user_version', { simple: true })) > AUDIT_SCHEMA_VERSION) {
    throw unusable(database, 'written by a newer Telltale', 'install that version or a later one');
  }
}

export function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of oldest.entries()) {
    const part = parts[i] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

function createSchema(database: Database.Database): void {
  const derivedMissing =
    database
      .prepare(`SELECT 1 FROM sqlite_schema WHERE name IN ('open_event', 'undelivered_message', 'event_span')`)
      .all().length < 3;
  database.exec(AUDIT_ROW_SCHEMA);
  database.exec(DERIVED_SCHEMA);
  if (derivedMissing) database.exec(FILL_DERIVED);
  database.pragma(`user_version = ${AUDIT_SCHEMA_VERSION}`);
}

function unusable(database: Database.Database, what: string, remedy: string): Failure {
  return new Failure(`audit trail ${database.name}: ${what}`, { reason: 'configuration', retryable: false, remedy });
}
