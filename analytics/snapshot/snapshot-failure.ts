import { Failure } from '../../core/failure.ts';

/** What a caller is told when a snapshot could not be written. */
export function toSnapshotFailure(cause: unknown, file: string): Failure {
  if (cause instanceof Failure) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new Failure(`what the detectors know could not be saved to ${file}: ${detail}.`, {
    reason: 'other',
    retryable: true,
    remedy: `${adviceOn(codeOf(cause))} The file saved before is kept, and saving is tried again by itself.`,
    cause,
  });
}

function adviceOn(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Free space on the disk that holds the data folder.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'Let the user Telltale runs as write to the data folder.';
  }
  return 'Look for disk errors in the system log.';
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
