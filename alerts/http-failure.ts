import { Failure, type FailureReason } from '../core/failure.ts';
import { singleLine } from './plain-text.ts';

const MAX_DETAIL_LENGTH = 300;

interface Classification {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
}

/** The one place that says what an HTTP status means for a notifier. `service` is named in message and remedy. */
export function httpFailure(
  service: string,
  status: number,
  detail: string,
  options: { readonly retryAfterSeconds?: number | undefined; readonly remedy?: string | undefined } = {},
): Failure {
  const { reason, retryable, remedy } = classify(service, status);
  return new Failure(`${service} answered ${status}: ${singleLine(detail, MAX_DETAIL_LENGTH) || 'no explanation'}`, {
    reason,
    retryable,
    remedy: options.remedy ?? remedy,
    ...(options.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: options.retryAfterSeconds }),
  });
}

function classify(service: string, status: number): Classification {
  if (status === 429) return { reason: 'rate-limited', retryable: true, remedy: 'nothing to do: it is sent later' };
  if (status === 408) return { reason: 'timeout', retryable: true, remedy: `check whether ${service} is overloaded` };
  if (status === 401 || status === 403) {
    return { reason: 'authentication', retryable: false, remedy: `correct the credentials for ${service}` };
  }
  if (status >= 500) return { reason: 'server', retryable: true, remedy: `see the log of ${service}` };
  if (status === 404 || (status >= 300 && status < 400)) {
    return { reason: 'configuration', retryable: false, remedy: `correct the address of ${service}` };
  }
  return {
    reason: 'client',
    retryable: false,
    remedy: `${service} does not take this message: report it with this text`,
  };
}

/** For a request that got no answer. The cause is not kept: its text and stack may hold a secret address. */
export function connectionFailure(service: string, error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) {
    return new Failure(`${service} did not answer in time`, {
      reason: 'timeout',
      retryable: true,
      remedy: `check that ${service} is up and reachable from here`,
    });
  }
  return new Failure(`${service} cannot be reached: ${networkCode(error)}`, {
    reason: 'unreachable',
    retryable: true,
    remedy: `check the address of ${service} and that it is up`,
  });
}

function networkCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return 'no connection';
}

/** Seconds from a Retry-After header; a date or nonsense is left out. */
export function retryAfterSecondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
