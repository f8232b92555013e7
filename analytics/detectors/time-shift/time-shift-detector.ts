import type { Detector, DetectorState, OpinionColumns, SlotRows, StateArray } from '../../../core/ports/detector.ts';
import { EDGE_FIELDS, edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { SeasonWords } from '../../state/season-words.ts';
import { TimeSlotCursor, TimeSlots } from '../../state/time-slot.ts';
import type { TimeShiftConfig } from './config.ts';
import { oneShiftAgo, pairAfter, pairAfterGap, twoShiftsAgo } from './shifted-pair.ts';

const MINUTES_PER_HOUR = 60;
const FLOOR_SHARE = 0.01;
/** Keeps rounding errors around zero from counting. */
const ABSOLUTE_FLOOR = 1e-9;

const LAST_MILLIS = 0;
/** Readings of the current time slot and their mean. */
const READINGS = 1;
const MEAN = 2;
/** One and two shifts before the current time slot; NaN without readings. */
const YESTERDAY = 3;
const DAY_BEFORE = 4;
const EDGE = 5;
const FIELDS = EDGE + EDGE_FIELDS;

/**
 * Judges |x(t) - x(t - shift)|. Yesterday alone may have been the exception, and then the return to normal
 * would echo as an alarm one day after each outage. So a reading is compared with the nearer of yesterday and
 * the day before, and there is no opinion until both are known.
 */
export class TimeShiftDetector implements Detector {
  readonly reasons = ['season'];
  readonly #timeSlots: TimeSlots;
  readonly #records = new FloatRecords(FIELDS);
  readonly #pairs: SeasonWords;
  readonly #current: TimeSlotCursor;
  readonly #left: TimeSlotCursor;

  constructor(config: TimeShiftConfig) {
    this.#timeSlots = new TimeSlots(config.slotMinutes, config.shiftHours * MINUTES_PER_HOUR);
    this.#pairs = new SeasonWords(this.#timeSlots.slotsPerSeason);
    this.#current = new TimeSlotCursor(this.#timeSlots);
    this.#left = new TimeSlotCursor(this.#timeSlots);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
    this.#pairs.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    const { expected, lower, upper, score, reason } = opinions;
    const records = this.#records.numbers;
    const current = this.#current;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const millis = observedAtMillis[row] ?? 0;
      const value = values[row] ?? 0;
      const at = slot * FIELDS;
      current.moveTo(millis);
      if (!((records[at + LAST_MILLIS] ?? 0) >= current.startMillis) || records[at + READINGS] === 0) {
        this.#turn(slot, at);
      }
      const readings = (records[at + READINGS] ?? 0) + 1;
      const mean = records[at + MEAN] ?? 0;
      records[at + LAST_MILLIS] = millis;
      records[at + READINGS] = readings;
      records[at + MEAN] = mean + (value - mean) / readings;

      const yesterday = records[at + YESTERDAY] ?? 0;
      const dayBefore = records[at + DAY_BEFORE] ?? 0;
      const nearer = Math.abs(value - dayBefore) < Math.abs(value - yesterday) ? dayBefore : yesterday;
      const isKnown = nearer === nearer && dayBefore === dayBefore;
      const floor = FLOOR_SHARE * Math.abs(nearer);
      const size = Math.abs(value - nearer);
      const halfWidth = isKnown
        ? edgeOfNormal(records, at + EDGE, floor > ABSOLUTE_FLOOR ? floor : ABSOLUTE_FLOOR)
        : NaN;
      expected[row] = halfWidth === halfWidth ? nearer : NaN;
      lower[row] = nearer - halfWidth;
      upper[row] = nearer + halfWidth;
      score[row] = size / halfWidth;
      reason[row] = 0;
      if (isKnown) learnError(records, at + EDGE, size, halfWidth);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map<string, StateArray>([['series', this.#records.save(slots)], ...this.#pairs.save('shifts', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#pairs.restore(state, 'shifts', slots)]));
    this.#records.restore(state, 'series', slots);
  }

  /** The time slot that is left becomes past, and a gap each that was skipped; then takes up the current one's past. */
  #turn(slot: number, at: number): void {
    const records = this.#records.numbers;
    if (records[at + READINGS] !== 0) {
      this.#left.moveTo(records[at + LAST_MILLIS] ?? 0);
      const finished = this.#pairs.row(this.#left.row);
      finished[slot] = pairAfter(finished[slot] ?? 0, records[at + MEAN] ?? 0);
      if (this.#current.timeSlot > this.#left.timeSlot + 1) this.#skip(slot);
    }
    const pair = this.#pairs.rowIfUsed(this.#current.row)?.[slot] ?? 0;
    records[at + READINGS] = 0;
    records[at + MEAN] = 0;
    records[at + YESTERDAY] = oneShiftAgo(pair);
    records[at + DAY_BEFORE] = twoShiftsAgo(pair);
  }

  /** After two shifts of gap nothing is left to forget. */
  #skip(slot: number): void {
    const first = this.#left.timeSlot + 1;
    const end = Math.min(this.#current.timeSlot, first + 2 * this.#timeSlots.slotsPerSeason);
    for (let timeSlot = first; timeSlot < end; timeSlot += 1) {
      const skipped = this.#pairs.rowIfUsed(this.#timeSlots.rowOf(timeSlot));
      if (skipped !== undefined) skipped[slot] = pairAfterGap(skipped[slot] ?? 0);
    }
  }
}
