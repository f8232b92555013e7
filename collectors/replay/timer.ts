import { setTimeout } from 'node:timers/promises';

/** Waits, so that tests can have time pass at once. */
export interface Timer {
  /** Rejects when `signal` aborts. */
  wait(millis: number, signal: AbortSignal): Promise<void>;
}

/** What `setTimeout` can hold; a longer wait goes in steps. */
const LONGEST_WAIT_MILLIS = 2 ** 31 - 1;

export const systemTimer: Timer = {
  async wait(millis, signal) {
    for (let left = millis; left > 0; left -= LONGEST_WAIT_MILLIS) {
      await setTimeout(Math.min(left, LONGEST_WAIT_MILLIS), undefined, { signal });
    }
  },
};
