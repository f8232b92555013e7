import type { Clock } from '../../core/ports/clock.ts';

const PER_SECOND = 50;
const BURST = 500;
/** Of more, those that asked longest ago are forgotten. */
const MOST_KEPT = 10_000;

interface Bucket {
  tokens: number;
  atMillis: number;
}

/** So many requests at once, and so many a second after them, for each who asks. */
export class RequestRate {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False when it is one too many. */
  take(who: string): boolean {
    const nowMillis = this.#clock.monotonicMillis();
    const before = this.#buckets.get(who) ?? { tokens: BURST, atMillis: nowMillis };
    const tokens = Math.min(BURST, before.tokens + ((nowMillis - before.atMillis) / 1000) * PER_SECOND);
    this.#buckets.delete(who);
    this.#buckets.set(who, { tokens: Math.max(0, tokens - 1), atMillis: nowMillis });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_KEPT && oldest !== undefined) this.#buckets.delete(oldest);
    return tokens >= 1;
  }
}
