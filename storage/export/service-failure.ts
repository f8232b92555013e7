import { Failure, type FailureReason } from '../../core/failure.ts';

const MAX_DETAIL_CHARACTERS = 300;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | undefined;
}

/** What an answer that is no success means: `client` is about the readings, everything else about the service. */
export function answerFailure(service: string, { status, text, retryAfterSeconds }: Answer): Failure {
  const { reason, retryable, remedy } = classify(status, service);
  return new Failure(`${service} answered ${status}: ${shortened(text) || 'no explanation'}`, {
    reason,
    retryable,
    remedy,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** For a request that got no answer. The cause is not kept: its text may hold a secret address. */
export function connectionFailure(service: string, cause: unknown, signal: AbortSignal): Failure {
  const [reason, what] = signal.aborted
    ? (['timeout', 'did not answer in time'] as const)
    : (['unreachable', `cannot be reached: ${networkCode(cause)}`] as const);
  return new Failure(`${service} ${what}`, {
    reason,
    retryable: true,
    remedy: `check the address of ${service}, that it is up and reachable from here`,
  });
}

/** Seconds from a Retry-After header; a date or nonsense is left out. */
export function retryAfterSecondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

interface Meaning {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
}

function classify(status: number, service: string): Meaning {
  if (status === 429) return { reason: 'rate-limited', retryable: true, remedy: 'nothing to do: it is sent later' };
  if (status === 408) return { reason: 'timeout', retryable: true, remedy: `check whether ${service} is overloaded` };
  if (status === 401 || status === 403) {
    return { reason: 'authentication', retryable: false, remedy: `correct the credentials for ${service}` };
  }
  if (status >= 500) return { reason: 'server', retryable: true, remedy: `see the log of ${service}` };
  if (status === 404 || status === 405 || (status >= 200 && status < 400)) {
    const remedy = `correct the address of ${service}, or let it accept what is written to it`;
    return { reason: 'configuration', retryable: false, remedy };
  }
  return {
    reason: 'client',
    retryable: false,
    remedy: `${service} does not take these readings: see why in its answer`,
  };
}

function shortened(text: string): string {
  return text
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, MAX_DETAIL_CHARACTERS);
}

function networkCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return 'no connection';
}
