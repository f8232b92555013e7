import Database from 'better-sqlite3';
import { Failure, type FailureReason } from '../../core/failure.ts';
import { CorruptChunk } from './codec/byte-reader.ts';

interface Advice {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
}

const DISK_FULL: Advice = {
  reason: 'other',
  retryable: true,
  remedy: 'free space on the disk that holds the data folder; storing goes on by itself once there is room',
};
const DAMAGED: Advice = {
  reason: 'other',
  retryable: false,
  remedy: 'stop Telltale, put a backup in the place of the file or move it away to begin a new one, and start again',
};
const IN_USE: Advice = {
  reason: 'refused',
  retryable: true,
  remedy: 'end the other process that has the file open, or give each its own data folder',
};
const NOT_WRITABLE: Advice = {
  reason: 'configuration',
  retryable: true,
  remedy: 'check that the data folder exists and that the user Telltale runs as may write to it',
};
const DISK_TROUBLE: Advice = {
  reason: 'other',
  retryable: true,
  remedy: 'look for disk errors and limits in the system log; storing goes on by itself once the disk answers',
};
const UNKNOWN: Advice = { reason: 'other', retryable: true, remedy: 'report it with the log lines around it' };

/** What a caller is told when the history file could not do as asked. */
export function toStorageFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Failure(`history file ${path}: ${detail}`, { ...adviceOn(error), cause: error });
}

/** The driver throws a plain TypeError when the folder is missing. */
export function missingFolderFailure(path: string): Failure {
  return new Failure(`history file ${path}: its folder does not exist`, NOT_WRITABLE);
}

function adviceOn(error: unknown): Advice {
  if (error instanceof CorruptChunk) return DAMAGED;
  if (!(error instanceof Database.SqliteError)) return UNKNOWN;
  if (error.code === 'SQLITE_FULL') return DISK_FULL;
  if (error.code.startsWith('SQLITE_IOERR')) return DISK_TROUBLE;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return DAMAGED;
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return IN_USE;
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(error.code)) return NOT_WRITABLE;
  return UNKNOWN;
}
