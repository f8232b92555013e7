import type { DetectorState } from '../../core/ports/detector.ts';
import { FloatRecords } from '../state/float-records.ts';
import type { KindHint } from './kind-hint.ts';

const READINGS = 0;
const FIRST_MILLIS = 1;
const LATEST_MILLIS = 2;
const LATEST_VALUE = 3;
const LOWEST = 4;
const CHANGES = 5;
const RISES = 6;
/** The sum of all rises. */
const RISEN = 7;
const LARGEST_RATE = 8;
/** Falls to near zero. */
const RESETS = 9;
const FALLS = 10;
/** Readings that no number of events can be: below zero, or no whole number. */
const UNCOUNTABLE = 11;
/** Whole numbers from 0 to `LARGEST_SMALL`. */
const SMALL = 12;
const ZEROS = 13;
/** Which of the numbers from 0 to `LARGEST_STATE` occurred, a bit each; the bit above stands for all others. */
const VALUES = 14;
const FIELDS = 15;

const STATE_NAME = 'kind-evidence';

const LARGEST_STATE = 9;
const OTHER_VALUES = 1 << (LARGEST_STATE + 1);
const ON_OR_OFF = 0b11;
const MAX_STATES = 5;
const MIN_STATE_CHANGES = 3;
const MIN_READINGS_PER_STATE = 5;

const LARGEST_SMALL = 10;
const MAX_UNCOUNTABLE_SHARE = 0.01;
const MIN_SMALL_SHARE = 0.5;
const MIN_ZERO_SHARE = 0.2;
/** What is on the scale of events goes back to its own only when hardly anything is small any more. */
const MIN_SMALL_SHARE_TO_STAY = 0.1;

/** A set back counter begins near zero; where the name says counter, a busy one may have counted far since. */
const NEAR_ZERO_SHARE = 0.1;
const NEAR_ZERO_SHARE_IF_NAMED = 0.5;
const MIN_FALLS_AGAINST_COUNTER = 2;
const MAX_FALL_SHARE_IF_NAMED = 0.02;
const MIN_RESETS_AGAINST_COUNTER = 3;
const MIN_RISES_PER_RESET = 4;

/** What rises so often without falling once is no gauge, unless it drifts: a tank that fills, a battery, a morning. */
const MIN_RISES = 100;
const MIN_RISES_IF_WHOLE = 60;
const MIN_RISES_IF_NAMED = 10;
/** A percentage rises no further. */
const MIN_RISEN = 200;
/** What follows the sun has fallen by then. */
const MIN_SPAN_MILLIS = 25 * 3_600_000;

/** What each series has been like so far, in a fixed number of figures a slot. */
export class KindEvidence {
  readonly #records = new FloatRecords(FIELDS);

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  saveState(slots: number): DetectorState {
    return new Map([[STATE_NAME, this.#records.save(slots)]]);
  }

  restoreState(state: DetectorState, slots: number): void {
    this.#records.restore(state, STATE_NAME, slots);
  }

  readings(slot: number): number {
    return this.#records.get(slot, READINGS);
  }

  latestMillis(slot: number): number {
    return this.#records.get(slot, LATEST_MILLIS);
  }

  latestValue(slot: number): number {
    return this.#records.get(slot, LATEST_VALUE);
  }

  /** The fastest rise a second. */
  largestRate(slot: number): number {
    return this.#records.get(slot, LARGEST_RATE);
  }

  /** The mean distance of two readings. */
  secondsPerReading(slot: number): number {
    const millis = this.#records.get(slot, LATEST_MILLIS) - this.#records.get(slot, FIRST_MILLIS);
    return millis / 1000 / (this.readings(slot) - 1);
  }

  learn(slot: number, millis: number, value: number, hint: KindHint): void {
    const records = this.#records;
    if (this.readings(slot) === 0) {
      records.set(slot, FIRST_MILLIS, millis);
      records.set(slot, LOWEST, value);
    } else {
      this.#learnMove(slot, millis, value, hint);
    }
    this.#learnValue(slot, value);
    records.set(slot, LATEST_MILLIS, millis);
    records.set(slot, LATEST_VALUE, value);
  }

  /** Has had one value only, or no reading at all. */
  isConstant(slot: number): boolean {
    return this.#records.get(slot, CHANGES) === 0;
  }

  isOnOrOff(slot: number): boolean {
    return (this.#records.get(slot, VALUES) & ~ON_OR_OFF) === 0 && !this.isConstant(slot);
  }

  /** Has fallen otherwise than to near zero, and is not switched on and off. */
  fallsLikeGauge(slot: number): boolean {
    return this.#records.get(slot, FALLS) >= MIN_FALLS_AGAINST_COUNTER && !this.isOnOrOff(slot);
  }

  /** Takes turns among a few small whole numbers, each for a while. */
  isState(slot: number): boolean {
    if (this.isOnOrOff(slot)) return true;
    const values = this.#records.get(slot, VALUES);
    const changes = this.#records.get(slot, CHANGES);
    if ((values & OTHER_VALUES) !== 0 || changes < MIN_STATE_CHANGES) return false;
    return bitsIn(values) <= MAX_STATES && changes * MIN_READINGS_PER_STATE <= this.readings(slot);
  }

  /** Whole numbers, often zero or small. */
  isEvents(slot: number, isNow: boolean): boolean {
    const readings = this.readings(slot);
    const records = this.#records;
    if (records.get(slot, UNCOUNTABLE) > MAX_UNCOUNTABLE_SHARE * readings) return false;
    const minSmallShare = isNow ? MIN_SMALL_SHARE_TO_STAY : MIN_SMALL_SHARE;
    return (
      records.get(slot, SMALL) >= minSmallShare * readings || records.get(slot, ZEROS) >= MIN_ZERO_SHARE * readings
    );
  }

  /** Has only held whole numbers from 0. */
  isWhole(slot: number): boolean {
    return this.#records.get(slot, UNCOUNTABLE) === 0;
  }

  isCounter(slot: number, hint: KindHint, isNow: boolean): boolean {
    if (hint === 'measure' || this.#records.get(slot, LOWEST) < 0 || this.#speaksAgainstCounter(slot, hint))
      return false;
    return isNow || hint === 'counter' || this.#onlyRises(slot, hint);
  }

  #speaksAgainstCounter(slot: number, hint: KindHint): boolean {
    const falls = this.#records.get(slot, FALLS);
    const resets = this.#records.get(slot, RESETS);
    const maxFalls = hint === 'counter' ? MAX_FALL_SHARE_IF_NAMED * this.readings(slot) : 0;
    if (falls >= MIN_FALLS_AGAINST_COUNTER && falls > maxFalls) return true;
    return resets >= MIN_RESETS_AGAINST_COUNTER && resets * MIN_RISES_PER_RESET > this.#records.get(slot, RISES);
  }

  #onlyRises(slot: number, hint: KindHint): boolean {
    const records = this.#records;
    const rises = records.get(slot, RISES);
    if (records.get(slot, FALLS) > 0) return false;
    if (hint === 'perhaps-counter' && rises >= MIN_RISES_IF_NAMED) return true;
    if (this.isWhole(slot)) return rises >= MIN_RISES_IF_WHOLE && records.get(slot, RISEN) >= MIN_RISEN;
    const spanMillis = records.get(slot, LATEST_MILLIS) - records.get(slot, FIRST_MILLIS);
    return rises >= MIN_RISES && spanMillis >= MIN_SPAN_MILLIS;
  }

  #learnMove(slot: number, millis: number, value: number, hint: KindHint): void {
    const records = this.#records;
    const latest = records.get(slot, LATEST_VALUE);
    if (value === latest) return;
    this.#add(slot, CHANGES, 1);
    if (value < records.get(slot, LOWEST)) records.set(slot, LOWEST, value);
    if (value < latest) {
      const nearZero = latest * (hint === 'counter' ? NEAR_ZERO_SHARE_IF_NAMED : NEAR_ZERO_SHARE);
      this.#add(slot, value >= 0 && value <= nearZero ? RESETS : FALLS, 1);
      return;
    }
    this.#add(slot, RISES, 1);
    this.#add(slot, RISEN, value - latest);
    const rate = (value - latest) / ((millis - records.get(slot, LATEST_MILLIS)) / 1000);
    if (rate > records.get(slot, LARGEST_RATE) && rate < Infinity) records.set(slot, LARGEST_RATE, rate);
  }

  #learnValue(slot: number, value: number): void {
    this.#add(slot, READINGS, 1);
    const isCountable = value >= 0 && Number.isInteger(value);
    if (!isCountable) this.#add(slot, UNCOUNTABLE, 1);
    else if (value <= LARGEST_SMALL) this.#add(slot, SMALL, 1);
    if (value === 0) this.#add(slot, ZEROS, 1);
    const bit = isCountable && value <= LARGEST_STATE ? 1 << value : OTHER_VALUES;
    this.#records.set(slot, VALUES, this.#records.get(slot, VALUES) | bit);
  }

  #add(slot: number, field: number, addend: number): void {
    this.#records.set(slot, field, this.#records.get(slot, field) + addend);
  }
}

function bitsIn(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
