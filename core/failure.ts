/** Why something outside failed: the closed set that metrics use as a label and runners decide by. */
export const FAILURE_REASONS = [
  'configuration',
  'authentication',
  'refused',
  'unreachable',
  'timeout',
  'rate-limited',
  'server',
  'client',
  'cancelled',
  'other',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * A failure that a plug-in has classified. The runner decides about retry, back-off, logging and counting.
 * `message` says what and where, `remedy` what to do about it.
 */
export class Failure extends Error {
  readonly reason: FailureReason;
  readonly retryable: boolean;
  readonly remedy: string;
  /** How long the other side asked to be left alone, if it did. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    options: {
      readonly reason: FailureReason;
      readonly retryable: boolean;
      readonly remedy: string;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = 'Failure';
    this.reason = options.reason;
    this.retryable = options.retryable;
    this.remedy = options.remedy;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
