import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { missingFolderFailure } from './storage-failure.ts';

const SCHEMA_VERSION = 1;
const PAGE_BYTES = 8192;
/** The write-ahead log is copied back every so many pages: 8 MiB. */
const CHECKPOINT_PAGES = 1024;

const SCHEMA = `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, metric TEXT NOT NULL, labels TEXT NOT NULL, unit TEXT
  );
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, count INTEGER NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL,
    series_ids BLOB NOT NULL, times BLOB NOT NULL, reading_values BLOB NOT NULL
  );
  CREATE TABLE segment (
    id INTEGER PRIMARY KEY, level INTEGER NOT NULL, last_commit INTEGER NOT NULL, count INTEGER NOT NULL, longest INTEGER NOT NULL,
    first_time INTEGER NOT NULL, last_time INTEGER NOT NULL
  );
  CREATE TABLE chunk (
    segment_id INTEGER NOT NULL, series_id INTEGER NOT NULL, count INTEGER NOT NULL,
    first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, minimum REAL NOT NULL, maximum REAL NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (segment_id, series_id)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens or creates a history file for this process alone: two writers would give one integer to two series.
 * `synchronous` is set after the journal mode because the driver's build lowers it for write-ahead logs that
 * never said otherwise; without FULL an acknowledged reading can be lost with the power.
 */
export function openDatabase(path: string): Database.Database {
  if (path !== ':memory:' && !existsSync(dirname(path))) throw missingFolderFailure(path);
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma(`page_size = ${PAGE_BYTES}`);
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.pragma(`journal_size_limit = ${4 * CHECKPOINT_PAGES * PAGE_BYTES}`);
    prepareSchema(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareSchema(database: Database.Database, path: string): void {
  const version = database.pragma('user_version', { simple: true });
  if (version === SCHEMA_VERSION) return;
  if (version !== 0) {
    throw new Failure(`history file ${path} has format ${String(version)}, this Telltale reads ${SCHEMA_VERSION}`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'run the Telltale that wrote it, or choose another data folder',
    });
  }
  database.transaction(() => database.exec(SCHEMA)).immediate();
}
