import type { Event } from '../event.ts';
import type { Likelihood } from '../likelihood.ts';
import type { Signal } from '../signal.ts';
import type { DeskChange } from './desk.ts';

/** Says how likely events are true, and learns from how they are closed. */
export interface EventRanking {
  /**
   * Asked of each event once, in the order in which they open; of the same signal again when a commit is tried again. Takes
   * microseconds and never throws: `undefined` where it cannot say.
   */
  opened(event: Event, signal: Signal): Likelihood | undefined;
  /** What it says once a further signal has joined; the same object where nothing has changed. */
  joined(likelihood: Likelihood, event: Event, signal: Signal): Likelihood;
  /** What was committed: events closed as true or false teach, and a closing that is taken back teaches no more. */
  follow(changes: readonly DeskChange[]): void;
}
