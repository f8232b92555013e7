import Database from 'better-sqlite3';
import { Failure, type FailureReason } from '../../core/failure.ts';

interface Verdict {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
}

/** By the primary code of SQLite: https://www.sqlite.org/rescode.html */
const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ['SQLITE_FULL', { reason: 'other', retryable: true, remedy: 'free space on the disk that holds it' }],
  ['SQLITE_IOERR', { reason: 'other', retryable: true, remedy: 'check the disk that holds it (dmesg, SMART)' }],
  ['SQLITE_BUSY', { reason: 'timeout', retryable: true, remedy: 'end the other program that writes to it' }],
  ['SQLITE_CANTOPEN', { reason: 'configuration', retryable: false, remedy: 'make its folder writable for Telltale' }],
  ['SQLITE_READONLY', { reason: 'configuration', retryable: false, remedy: 'make it writable for Telltale' }],
  [
    'SQLITE_CORRUPT',
    { reason: 'other', retryable: false, remedy: 'keep it as it is and restore a copy from a backup' },
  ],
  ['SQLITE_NOTADB', { reason: 'configuration', retryable: false, remedy: 'move it away or name another data folder' }],
  ['SQLITE_CONSTRAINT', { reason: 'client', retryable: false, remedy: 'this is a fault in Telltale: report it' }],
]);

const UNKNOWN: Verdict = { reason: 'other', retryable: true, remedy: 'see the cause' };

/** Classifies what better-sqlite3 throws. After a failed commit nothing is known to be stored: repeat it. */
export function auditFailure(cause: unknown, doing: string, file: string): Failure {
  if (cause instanceof Failure) return cause;
  const verdict = VERDICTS.get(primaryCode(cause)) ?? UNKNOWN;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new Failure(`audit trail ${file}, ${doing}: ${text}`, { ...verdict, cause });
}

/** Whether the entries are to blame, rather than the file or the disk. */
export function isFaultOfEntries(cause: unknown): boolean {
  return !(cause instanceof Database.SqliteError) || primaryCode(cause) === 'SQLITE_CONSTRAINT';
}

export function isDuplicate(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && cause.code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** `SQLITE_IOERR` of `SQLITE_IOERR_FSYNC`. */
function primaryCode(cause: unknown): string {
  return cause instanceof Database.SqliteError ? cause.code.split('_', 2).join('_') : '';
}
