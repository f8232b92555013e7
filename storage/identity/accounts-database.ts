import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { ACCOUNT_MIGRATIONS } from './accounts-schema.ts';

const BUSY_TIMEOUT_MILLIS = 2000;

/** Opens the file, made with its folder when missing, readable by its owner only, and brings it to this version. @throws Failure */
export function openAccountsDatabase(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    database = new Database(file, { timeout: BUSY_TIMEOUT_MILLIS });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma('secure_delete = ON');
    database.transaction(migrate).immediate(database);
    return database;
  } catch (cause) {
    database?.close();
    throw accountsFailure(cause, file);
  }
}

function migrate(database: Database.Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > ACCOUNT_MIGRATIONS.length) {
    throw new Failure(`accounts ${database.name}: written by a newer Telltale`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'install that version or a later one',
    });
  }
  for (const migration of ACCOUNT_MIGRATIONS.slice(version)) database.exec(migration);
  database.pragma(`user_version = ${ACCOUNT_MIGRATIONS.length}`);
}

export function accountsFailure(cause: unknown, file: string): Failure {
  if (cause instanceof Failure) return cause;
  return new Failure(`accounts ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    reason: 'configuration',
    retryable: false,
    remedy: 'make the file and its folder readable and writable for Telltale, or restore it from a backup',
    cause,
  });
}
