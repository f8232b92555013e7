import { Failure } from '../core/failure.ts';
import type { Clock } from '../core/ports/clock.ts';

export interface LockOutLimits {
  /** Failures by one name from one address. */
  readonly perNameAndAddress: number;
  /** From anywhere: higher, so that nobody can lock a colleague out by guessing from elsewhere a few times. */
  readonly perName: number;
  readonly perAddress: number;
  /** How long failures are remembered, and a lock holds. */
  readonly windowMillis: number;
}

const LOCK_OUT_LIMITS: LockOutLimits = {
  perNameAndAddress: 5,
  perName: 100,
  perAddress: 50,
  windowMillis: 15 * 60_000,
};

/** Of more, those that failed longest ago are forgotten. */
const MOST_KEPT = 50_000;

interface Failures {
  count: number;
  forgottenAtMillis: number;
}

/**
 * Counts what failed by name and address, whether anybody has that name or not, so that being locked out says nothing
 * about who exists. The wish to try is counted before it is known to fail: many at once are not more tries.
 */
export class LockOut {
  readonly #clock: Clock;
  readonly #limits: LockOutLimits;
  /** In the order of the latest failure. */
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock, limits: LockOutLimits = LOCK_OUT_LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Counts a try. @throws Failure (`rate-limited`) when there were too many. */
  begin(name: string, address: string): void {
    const nowMillis = this.#clock.monotonicMillis();
    const keys = this.#keys(name, address);
    for (const [key, limit] of keys) {
      const failures = this.#current(key, nowMillis);
      if (failures !== undefined && failures.count >= limit) throw locked(failures.forgottenAtMillis - nowMillis);
    }
    for (const [key] of keys) this.#count(key, nowMillis);
  }

  /** It went well: what this name did wrong from this address is forgotten. */
  succeeded(name: string, address: string): void {
    const [[own], ...others] = this.#keys(name, address);
    this.#failures.delete(own);
    for (const [key] of others) {
      const failures = this.#failures.get(key);
      if (failures !== undefined) failures.count -= 1;
    }
  }

  #keys(name: string, address: string): readonly [readonly [string, number], ...(readonly [string, number])[]] {
    const { perNameAndAddress, perName, perAddress } = this.#limits;
    return [
      [`${address} ${name}`, perNameAndAddress],
      [`name ${name}`, perName],
      [`address ${address}`, perAddress],
    ];
  }

  #current(key: string, nowMillis: number): Failures | undefined {
    const failures = this.#failures.get(key);
    return failures !== undefined && failures.forgottenAtMillis > nowMillis ? failures : undefined;
  }

  #count(key: string, nowMillis: number): void {
    const count = (this.#current(key, nowMillis)?.count ?? 0) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, forgottenAtMillis: nowMillis + this.#limits.windowMillis });
    if (this.#failures.size <= MOST_KEPT) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

function locked(waitMillis: number): Failure {
  const retryAfterSeconds = Math.ceil(waitMillis / 1000);
  return new Failure('Too many tries.', {
    reason: 'rate-limited',
    retryable: true,
    remedy: `Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes, or ask an administrator for a new link.`,
    retryAfterSeconds,
  });
}
