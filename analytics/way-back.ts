import type { DetectorState } from '../core/ports/detector.ts';
import { FloatRecords } from './state/float-records.ts';

/** What lasted longer has become normal itself, and its end is news. */
const MAX_DISTURBANCE_MILLIS = 24 * 60 * 60 * 1000;
/** After so many readings in a row that the detectors find normal too, nothing of the disturbance is left in them. */
const SETTLED_READINGS = 10;

const UNTIL_MILLIS = 0;
const LOWER = 1;
const UPPER = 2;
const EXPECTED = 3;
const SETTLED_RUN = 4;
const FIELDS = 5;

export interface UsualBand {
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * What was normal for each slot before its latest disturbance. Detectors learn a disturbance that lasts, and then find the
 * return to the old normal as strange as the way out; it is the end of the same disturbance, not another.
 */
export class WayBack {
  readonly #records = new FloatRecords(FIELDS);

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  /**
   * A disturbance begins at `millis` with a reading outside of `usual`. While the way back from an earlier one is still
   * open, what was normal before that one stays the aim.
   */
  remember(slot: number, millis: number, { expected, lower, upper }: UsualBand): void {
    if (this.isOpen(slot, millis)) return;
    this.#records.set(slot, UNTIL_MILLIS, millis + MAX_DISTURBANCE_MILLIS);
    this.#records.set(slot, LOWER, lower);
    this.#records.set(slot, UPPER, upper);
    this.#records.set(slot, EXPECTED, expected);
    this.#records.set(slot, SETTLED_RUN, 0);
  }

  /** The series goes on as something else, to which no old band applies. */
  forget(slot: number): void {
    this.#records.set(slot, UNTIL_MILLIS, 0);
  }

  /** Whether the reading is where the series was before the disturbance. */
  leadsTo(slot: number, millis: number, value: number): boolean {
    if (!this.isOpen(slot, millis)) return false;
    return value >= this.#records.get(slot, LOWER) && value <= this.#records.get(slot, UPPER);
  }

  /** Whether a disturbance is remembered that the series has not come back from. */
  isOpen(slot: number, millis: number): boolean {
    const untilMillis = this.#records.get(slot, UNTIL_MILLIS);
    return untilMillis !== 0 && millis <= untilMillis;
  }

  /** The way ends when the detectors have learnt the old normal again: `isSettled` when they find a reading normal there. */
  follow(slot: number, isSettled: boolean): void {
    if (this.#records.get(slot, UNTIL_MILLIS) === 0) return;
    const run = isSettled ? this.#records.get(slot, SETTLED_RUN) + 1 : 0;
    this.#records.set(slot, SETTLED_RUN, run);
    if (run >= SETTLED_READINGS) this.forget(slot);
  }

  usual(slot: number): UsualBand {
    return {
      expected: this.#records.get(slot, EXPECTED),
      lower: this.#records.get(slot, LOWER),
      upper: this.#records.get(slot, UPPER),
    };
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }
}
