import { setTimeout as sleepFor } from 'node:timers/promises';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  type CircuitBreakerPolicy,
  type IBackoff,
  type IBackoffFactory,
  type TimeoutPolicy,
} from 'cockatiel';
import { Failure } from '../core/failure.ts';
import { systemClock } from './system-clock.ts';

/** Resolves after that long; rejects when the signal aborts. */
type Sleep = (millis: number, signal: AbortSignal) => Promise<void>;

export interface GuardOptions {
  /** The integration point, for error texts. */
  readonly name: string;
  /** Of one attempt. */
  readonly timeoutSeconds?: number;
  readonly maxAttempts?: number;
  /** The wait after the first failed attempt; it doubles from there, and a random half of it is taken off. */
  readonly initialBackOffSeconds?: number;
  readonly maxBackOffSeconds?: number;
  /** A side that asks to be left alone for longer than this has failed for good. */
  readonly maxRetryAfterSeconds?: number;
  /** Failed attempts in a row that open the circuit breaker. */
  readonly breakAfterFailures?: number;
  /** How long the open breaker refuses before it lets one attempt try. */
  readonly breakSeconds?: number;
  readonly onBreakerChange?: (open: boolean) => void;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly monotonicMillis?: () => number;
}

const DEFAULTS = {
  timeoutSeconds: 10,
  maxAttempts: 6,
  initialBackOffSeconds: 1,
  maxBackOffSeconds: 30,
  maxRetryAfterSeconds: 900,
  breakAfterFailures: 5,
  breakSeconds: 20,
  onBreakerChange: (): void => undefined,
  sleep: async (millis: number, signal: AbortSignal): Promise<void> => sleepFor(millis, undefined, { signal }),
  random: Math.random,
  monotonicMillis: (): number => systemClock.monotonicMillis(),
};

/**
 * Stands between Telltale and one outside service: times out, retries with back-off what is worth it, and
 * stops calling a service that keeps failing. `run` and `runOnce` reject with a `Failure` and nothing else.
 */
export class Guard {
  readonly #options: Required<GuardOptions>;
  readonly #timeout: TimeoutPolicy;
  readonly #breaker: CircuitBreakerPolicy;
  readonly #stop = new AbortController();
  #breakerOpen = false;

  constructor(options: GuardOptions) {
    this.#options = { ...DEFAULTS, ...options };
    const { timeoutSeconds, breakAfterFailures, breakSeconds, monotonicMillis } = this.#options;
    this.#timeout = timeout(timeoutSeconds * 1000, TimeoutStrategy.Aggressive);
    this.#breaker = circuitBreaker(handleWhen(speaksAgainstTheService), {
      breaker: new ConsecutiveBreaker(breakAfterFailures),
      halfOpenAfter: monotonicBreak(breakSeconds * 1000, monotonicMillis),
    });
    this.#breaker.onStateChange((state) => this.#setBreakerOpen(state !== CircuitState.Closed));
  }

  get breakerOpen(): boolean {
    return this.#breakerOpen;
  }

  async run<T>(fn: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.runOnce(fn);
      } catch (error) {
        const failure = toFailure(error, this.#options.name);
        if (this.#stop.signal.aborted) throw this.#stopped(failure);
        if (!this.#isWorthAnother(failure, attempt)) throw failure;
        await this.#backOff(failure, attempt);
      }
    }
  }

  /** One attempt, under the same timeout and breaker. */
  async runOnce<T>(fn: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.#breaker.execute(async () => this.#attempt(fn));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw this.#refused(error);
      throw error;
    }
  }

  /** Starts no further attempt; one that runs ends by itself or by its timeout. */
  stop(): void {
    this.#stop.abort();
  }

  async #attempt<T>(fn: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#stop.signal.aborted) throw this.#stopped();
    try {
      return await this.#timeout.execute(async ({ signal }) => fn(signal));
    } catch (error) {
      throw error instanceof TaskCancelledError ? this.#timedOut(error) : toFailure(error, this.#options.name);
    }
  }

  #isWorthAnother(failure: Failure, attempt: number): boolean {
    const { maxAttempts, maxRetryAfterSeconds } = this.#options;
    return failure.retryable && attempt < maxAttempts && (failure.retryAfterSeconds ?? 0) <= maxRetryAfterSeconds;
  }

  async #backOff(failure: Failure, attempt: number): Promise<void> {
    const { initialBackOffSeconds, maxBackOffSeconds, random, sleep } = this.#options;
    const backOffSeconds = Math.min(maxBackOffSeconds, initialBackOffSeconds * 2 ** (attempt - 1));
    const jitteredSeconds = backOffSeconds * (1 - random() / 2);
    const waitSeconds = Math.max(jitteredSeconds, failure.retryAfterSeconds ?? 0);
    try {
      await sleep(waitSeconds * 1000, this.#stop.signal);
    } catch (cause) {
      throw this.#stopped(cause);
    }
  }

  #setBreakerOpen(open: boolean): void {
    if (open === this.#breakerOpen) return;
    this.#breakerOpen = open;
    this.#options.onBreakerChange(open);
  }

  #timedOut(cause: unknown): Failure {
    const { name, timeoutSeconds } = this.#options;
    return new Failure(`${name} did not answer within ${timeoutSeconds} s`, {
      reason: 'timeout',
      retryable: true,
      remedy: `check that ${name} is up and reachable from here`,
      cause,
    });
  }

  /** Has the reason of the failure that opened the breaker: that is what is wrong. */
  #refused(cause: unknown): Failure {
    const last = this.#breaker.lastFailure;
    const failure = last !== undefined && 'error' in last ? toFailure(last.error, this.#options.name) : undefined;
    return new Failure(
      `${this.#options.name} is left alone for a while after repeated failures: ${failure?.message ?? 'unknown'}`,
      {
        reason: failure?.reason ?? 'other',
        retryable: true,
        remedy: failure?.remedy ?? `check that ${this.#options.name} is up`,
        cause,
      },
    );
  }

  #stopped(cause?: unknown): Failure {
    return new Failure(`${this.#options.name} is being stopped`, {
      reason: 'cancelled',
      retryable: false,
      remedy: 'nothing to do: it is taken up again at the next start',
      cause,
    });
  }
}

/** What is not a `Failure` yet was not foreseen; it may pass, so it is retryable. */
export function toFailure(error: unknown, name: string): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new Failure(`${name}: ${text}`, {
    reason: 'other',
    retryable: true,
    remedy: 'see the log for the cause',
    cause: error,
  });
}

/** A refused message or a wish for patience says nothing about the health of the service. */
function speaksAgainstTheService(error: Error): boolean {
  return error instanceof Failure && error.retryable && error.reason !== 'rate-limited';
}

/** cockatiel compares a break's length with the wall clock, which may step; this answers by the monotonic one. */
function monotonicBreak(breakMillis: number, monotonicMillis: () => number): IBackoffFactory<unknown> {
  const next = (): IBackoff<unknown> => {
    const endMillis = monotonicMillis() + breakMillis;
    return {
      get duration() {
        return monotonicMillis() < endMillis ? Infinity : -Infinity;
      },
      next,
    };
  };
  return { next };
}
