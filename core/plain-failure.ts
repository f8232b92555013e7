import { Failure, type FailureReason } from './failure.ts';

/** A `Failure` loses its class on the way between threads. */
export interface PlainFailure {
  readonly message: string;
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
}

export function toPlain({ message, reason, retryable, remedy }: Failure): PlainFailure {
  return { message, reason, retryable, remedy };
}

export function fromPlain({ message, ...options }: PlainFailure): Failure {
  return new Failure(message, options);
}
