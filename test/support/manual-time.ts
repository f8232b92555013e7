import type { Clock } from '../../core/ports/clock.ts';

interface Pending {
  readonly task: () => void;
  readonly atMillis: number;
}

/** A clock and timers that stand still until a test moves them. */
export class ManualTime implements Clock {
  #monotonicMillis = 0;
  #wallOffsetMillis: number;
  #pending: Pending[] = [];

  constructor(nowMillis = 1_700_000_000_000) {
    this.#wallOffsetMillis = nowMillis;
  }

  nowMillis(): number {
    return this.#monotonicMillis + this.#wallOffsetMillis;
  }

  monotonicMillis(): number {
    return this.#monotonicMillis;
  }

  readonly startTimer = (task: () => void, delayMillis: number): (() => void) => {
    const pending = { task, atMillis: this.#monotonicMillis + delayMillis };
    this.#pending.push(pending);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== pending);
    };
  };

  get timers(): number {
    return this.#pending.length;
  }

  /** Sets the wall clock without any time passing. */
  stepWallClock(byMillis: number): void {
    this.#wallOffsetMillis += byMillis;
  }

  /** Lets time pass: each timer runs at its moment, and what it starts gets to run before the next. */
  async pass(millis: number): Promise<void> {
    const untilMillis = this.#monotonicMillis + millis;
    for (;;) {
      const next = this.#pending.toSorted((a, b) => a.atMillis - b.atMillis).find((p) => p.atMillis <= untilMillis);
      if (next === undefined) break;
      this.#pending = this.#pending.filter((other) => other !== next);
      this.#monotonicMillis = Math.max(this.#monotonicMillis, next.atMillis);
      next.task();
      await settle();
    }
    this.#monotonicMillis = untilMillis;
    await settle();
  }
}

/** Lets everything run that waits for nothing but the event loop. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
