import type { Detector, DetectorState, OpinionColumns, SlotRows, StateArray } from '../../../core/ports/detector.ts';
import { edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { PackedRecords } from '../../state/packed-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { SeasonWords } from '../../state/season-words.ts';
import { TimeSlotCursor, TimeSlots } from '../../state/time-slot.ts';
import type { TimeShiftConfig } from './config.ts';
import { oneShiftAgo, pairAfter, pairAfterGap, twoShiftsAgo } from './shifted-pair.ts';

const MINUTES_PER_HOUR = 60;
/** Until a weekend is known, and what comes after it, only what has never been there is news. */
const YOUNG_MINUTES = 8 * 24 * MINUTES_PER_HOUR;
const FLOOR_SHARE = 0.01;
/** Keeps rounding errors around zero from counting. */
const ABSOLUTE_FLOOR = 1e-9;

/** Of 4 bytes each. The time slot of the latest reading, counted from the epoch, its readings and their mean. */
const TIME_SLOT = 0;
const READINGS = 1;
const MEAN = 2;
/** One and two shifts before that time slot; NaN without readings. */
const YESTERDAY = 3;
const DAY_BEFORE = 4;
/** The first time slot, and the range of the readings of the first days. */
const FIRST_TIME_SLOT = 5;
const LOWEST = 6;
const HIGHEST = 7;
const EDGE = 8;
const FIELDS = 16;
const RECORD_BYTES = 4 * FIELDS;
/** No mean is further from zero, so that 32 bits hold it. */
const LARGEST_MEAN = 1e37;

/**
 * Judges |x(t) - x(t - shift)|. Yesterday alone may have been the exception, and then the return to normal
 * would echo as an alarm one day after each outage. So a reading is compared with the nearer of yesterday and
 * the day before, and there is no opinion until both are known.
 */
export class TimeShiftDetector implements Detector {
  readonly reasons = ['season'];
  readonly #timeSlots: TimeSlots;
  readonly #records = new PackedRecords(RECORD_BYTES);
  readonly #pairs: SeasonWords;
  readonly #current: TimeSlotCursor;
  readonly #youngSlots: number;
  readonly #slotsAnHour: number;

  constructor(config: TimeShiftConfig) {
    this.#youngSlots = YOUNG_MINUTES / config.slotMinutes;
    this.#slotsAnHour = Math.max(1, Math.round(MINUTES_PER_HOUR / config.slotMinutes));
    this.#timeSlots = new TimeSlots(config.slotMinutes, config.shiftHours * MINUTES_PER_HOUR);
    this.#pairs = new SeasonWords(this.#timeSlots.slotsPerSeason);
    this.#current = new TimeSlotCursor(this.#timeSlots);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
    this.#pairs.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    const { expected, lower, upper, score, reason } = opinions;
    const { floats, integers } = this.#records;
    const current = this.#current;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const value = values[row] ?? 0;
      const at = slot * FIELDS;
      current.moveTo(observedAtMillis[row] ?? 0);
      if (integers[at + TIME_SLOT] !== current.timeSlot || integers[at + READINGS] === 0) this.#turn(slot);
      const readings = (integers[at + READINGS] ?? 0) + 1;
      const mean = floats[at + MEAN] ?? 0;
      const newMean = mean + (value - mean) / readings;
      integers[at + READINGS] = readings;
      floats[at + MEAN] = Math.abs(newMean) < LARGEST_MEAN ? newMean : Math.sign(newMean) * LARGEST_MEAN;

      const yesterday = floats[at + YESTERDAY] ?? 0;
      const dayBefore = floats[at + DAY_BEFORE] ?? 0;
      let nearer = Math.abs(value - dayBefore) < Math.abs(value - yesterday) ? dayBefore : yesterday;
      const isKnown = nearer === nearer && dayBefore === dayBefore;
      const floor = FLOOR_SHARE * Math.abs(nearer);
      let size = Math.abs(value - nearer);
      const halfWidth = isKnown
        ? edgeOfNormal(floats, integers, at + EDGE, floor > ABSOLUTE_FLOOR ? floor : ABSOLUTE_FLOOR)
        : NaN;
      if (size > halfWidth) {
        nearer = this.#nearestWithinAnHour(slot, value, nearer);
        size = Math.abs(value - nearer);
      }
      expected[row] = halfWidth === halfWidth ? nearer : NaN;
      lower[row] = nearer - halfWidth;
      upper[row] = nearer + halfWidth;
      const isYoung = current.timeSlot - (integers[at + FIRST_TIME_SLOT] ?? 0) < this.#youngSlots;
      score[row] = (isYoung ? Math.min(size, this.#outside(at, value)) : size) / halfWidth;
      reason[row] = 0;
      if (isKnown) learnError(floats, integers, at + EDGE, size, halfWidth);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map<string, StateArray>([['series', this.#records.save(slots)], ...this.#pairs.save('shifts', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#pairs.restore(state, 'shifts', slots)]));
    this.#records.restore(state, 'series', slots);
  }

  /**
   * Yesterday and the day before, an hour earlier and later, may be nearer than the same time: a clock that was moved, or somebody who
   * comes earlier or later, is no news.
   */
  #nearestWithinAnHour(slot: number, value: number, nearest: number): number {
    const later = this.#pairAt(slot, this.#current.timeSlot + this.#slotsAnHour);
    // What is one shift ago there is today.
    const earlier = this.#pairAt(slot, this.#current.timeSlot - this.#slotsAnHour);
    let found = nearest;
    for (const mean of [oneShiftAgo(later), twoShiftsAgo(later), twoShiftsAgo(earlier)]) {
      if (Math.abs(value - mean) < Math.abs(value - found)) found = mean;
    }
    return found;
  }

  #pairAt(slot: number, timeSlot: number): number {
    return this.#pairs.rowIfUsed(this.#timeSlots.rowOf(timeSlot))?.[slot] ?? 0;
  }

  /** How far outside of the range so far, of which it then is part. */
  #outside(at: number, value: number): number {
    const { floats } = this.#records;
    const lowest = floats[at + LOWEST] ?? 0;
    const highest = floats[at + HIGHEST] ?? 0;
    floats[at + LOWEST] = Math.min(lowest, value);
    floats[at + HIGHEST] = Math.max(highest, value);
    return Math.max(0, value - highest, lowest - value);
  }

  /** The time slot that is left becomes past, and a gap each that was skipped; then takes up the current one's past. */
  #turn(slot: number): void {
    const { floats, integers } = this.#records;
    const at = slot * FIELDS;
    const { timeSlot } = this.#current;
    if (integers[at + READINGS] !== 0) {
      const left = integers[at + TIME_SLOT] ?? 0;
      const finished = this.#pairs.row(this.#rowOf(left));
      finished[slot] = pairAfter(finished[slot] ?? 0, floats[at + MEAN] ?? 0);
      if (timeSlot > left + 1) this.#skip(slot, left + 1);
    } else {
      integers[at + FIRST_TIME_SLOT] = timeSlot;
      floats[at + LOWEST] = Infinity;
      floats[at + HIGHEST] = -Infinity;
    }
    const pair = this.#pairs.rowIfUsed(this.#current.row)?.[slot] ?? 0;
    integers[at + TIME_SLOT] = timeSlot;
    integers[at + READINGS] = 0;
    floats[at + MEAN] = 0;
    floats[at + YESTERDAY] = oneShiftAgo(pair);
    floats[at + DAY_BEFORE] = twoShiftsAgo(pair);
  }

  /** The row of the time slot that is left: nearly always the one before the current. */
  #rowOf(timeSlot: number): number {
    if (timeSlot === this.#current.timeSlot - 1 && this.#current.row > 0) return this.#current.row - 1;
    return this.#timeSlots.rowOf(timeSlot);
  }

  /** After two shifts of gap nothing is left to forget. */
  #skip(slot: number, first: number): void {
    const end = Math.min(this.#current.timeSlot, first + 2 * this.#timeSlots.slotsPerSeason);
    for (let timeSlot = first; timeSlot < end; timeSlot += 1) {
      const skipped = this.#pairs.rowIfUsed(this.#timeSlots.rowOf(timeSlot));
      if (skipped !== undefined) skipped[slot] = pairAfterGap(skipped[slot] ?? 0);
    }
  }
}
