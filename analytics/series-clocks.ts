import type { DetectorState } from '../core/ports/detector.ts';
import { FloatRecords } from './state/float-records.ts';

const MILLIS_PER_WEEK = 7 * 24 * 60 * 60 * 1000;
/** A clock that was set back is believed once so many readings in order have followed it, over so long. */
const BELIEVED_READINGS = 3;
const BELIEVED_MILLIS = 10 * 60 * 1000;

const LATEST_MILLIS = 0;
const LATEST_VALUE = 1;
const WEEKS_ADDED_MILLIS = 2;
const EARLIER_READINGS = 3;
const EARLIER_SINCE_MILLIS = 4;
const EARLIER_LATEST_MILLIS = 5;
const FIELDS = 6;

/**
 * Decides which readings of a series are late, and gives the others times that never go backwards. A reading older than
 * the latest is late, as is the same once more. But a device whose clock was set back, or had run far ahead, goes on from
 * where it was set to: when a row of late readings is in order among itself and lasts, it is the new time line. Detectors
 * then see it moved into the future by whole weeks: time of day and day of the week stay what they were.
 */
export class SeriesClocks {
  readonly #records = new FloatRecords(FIELDS);

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  begin(slot: number, millis: number, value: number): void {
    this.#remember(slot, millis, value);
  }

  /** False when the reading is late and not to be judged. */
  accepts(slot: number, millis: number, value: number): boolean {
    const latestMillis = this.#records.get(slot, LATEST_MILLIS);
    if (millis === latestMillis && value === this.#records.get(slot, LATEST_VALUE)) return false;
    if (millis < latestMillis) {
      if (!this.#isNewTimeLine(slot, millis)) return false;
      const weeks = Math.ceil((latestMillis - millis) / MILLIS_PER_WEEK);
      const added = this.#records.get(slot, WEEKS_ADDED_MILLIS) + weeks * MILLIS_PER_WEEK;
      this.#records.set(slot, WEEKS_ADDED_MILLIS, added);
    }
    this.#remember(slot, millis, value);
    return true;
  }

  /** The time of the slot's latest reading as detectors see it. */
  shownMillis(slot: number): number {
    return this.#records.get(slot, LATEST_MILLIS) + this.#records.get(slot, WEEKS_ADDED_MILLIS);
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }

  #remember(slot: number, millis: number, value: number): void {
    this.#records.set(slot, LATEST_MILLIS, millis);
    this.#records.set(slot, LATEST_VALUE, value);
    this.#records.set(slot, EARLIER_READINGS, 0);
  }

  #isNewTimeLine(slot: number, millis: number): boolean {
    const readings = this.#records.get(slot, EARLIER_READINGS);
    const isInOrder = readings > 0 && millis >= this.#records.get(slot, EARLIER_LATEST_MILLIS);
    this.#records.set(slot, EARLIER_READINGS, isInOrder ? readings + 1 : 1);
    this.#records.set(slot, EARLIER_LATEST_MILLIS, millis);
    if (!isInOrder) this.#records.set(slot, EARLIER_SINCE_MILLIS, millis);
    const lastedMillis = millis - this.#records.get(slot, EARLIER_SINCE_MILLIS);
    return isInOrder && readings + 1 >= BELIEVED_READINGS && lastedMillis >= BELIEVED_MILLIS;
  }
}
