import { Failure, type FailureReason } from '../../core/failure.ts';

/** By the first word of an error reply: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REASON_OF_REPLY: ReadonlyMap<string, FailureReason> = new Map([
  ['NOAUTH', 'authentication'],
  ['WRONGPASS', 'authentication'],
  ['NOPERM', 'authentication'],
  ['OOM', 'server'],
  ['LOADING', 'server'],
  ['BUSY', 'server'],
  ['MISCONF', 'server'],
  ['READONLY', 'server'],
  ['MASTERDOWN', 'server'],
  ['CLUSTERDOWN', 'server'],
]);

const REMEDY_OF_REASON: Readonly<Partial<Record<FailureReason, string>>> = {
  authentication: 'check user and password in TELLTALE_REDIS_URL and what the user may do (ACL)',
  timeout: 'look whether Redis is stopped, swapping, or busy with a slow command (SLOWLOG GET)',
  unreachable: 'check that Redis runs and that TELLTALE_REDIS_URL has its address',
  server: 'free memory or disk on the Redis server, or wait until it has loaded its data',
};

/** Classifies what ioredis rejects with. `server` is host and port, never the URL: that holds the password. */
export function redisFailure(cause: unknown, doing: string, server: string): Failure {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const reason = reasonOf(error);
  return new Failure(`Redis at ${server}, ${doing}: ${error.message}`, {
    reason,
    retryable: reason !== 'authentication' && reason !== 'client',
    remedy: REMEDY_OF_REASON[reason] ?? 'see the cause; the keys may be in use by another program: set another prefix',
    cause,
  });
}

function reasonOf(error: Error): FailureReason {
  if (error.message === 'Command timed out') return 'timeout';
  if (error.name !== 'ReplyError') return 'unreachable';
  return REASON_OF_REPLY.get(error.message.split(' ', 1)[0] ?? '') ?? 'client';
}
