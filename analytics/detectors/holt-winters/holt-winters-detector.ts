import type { Detector, DetectorState, OpinionColumns, SlotRows, StateArray } from '../../../core/ports/detector.ts';
import { edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { cutAtEdge } from '../../calibration/cut-at-edge.ts';
import { PackedRecords } from '../../state/packed-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { SeasonWords } from '../../state/season-words.ts';
import { TimeSlotCursor, TimeSlots } from '../../state/time-slot.ts';
import type { HoltWintersConfig } from './config.ts';
import { seasonGain } from './season-gain.ts';
import { deviationOf, packTerm, seasonalOf } from './seasonal-term.ts';

const MINUTES_PER_DAY = 1440;
/** Graphite's fixed smoothing constants (`holtWintersAnalysis` in graphite-web's functions.py). */
const LEVEL_GAIN = 0.1;
const SLOPE_GAIN = 0.0035;
/** Share of the level that is normal for a series whose readings always differ, and for one that always repeats. */
const LIVELY_FLOOR_SHARE = 0.001;
const CALM_FLOOR_SHARE = 0.01;
/** Keeps rounding errors around zero from counting. */
const ABSOLUTE_FLOOR = 1e-9;
const CALM_MEMORY_READINGS = 32;
/** A pause that is longer than so many usual ones, and than so many time slots, leaves the level unknown. */
const GAP_SPACINGS = 6;
const GAP_SLOTS = 3;
const SPACING_GAIN = 1 / 16;
/** No deviation counts for more, so that 32 bits hold it. */
const LARGEST_DEVIATION = 1e19;

/** Of 8 bytes. */
const LEVEL = 0;
const SLOPE = 1;
/** Seasonal term, and deviation, of the time slot of the latest reading; their word is written when the slot is left. */
const SEASONAL = 2;
const LAST_MILLIS = 3;
/** Of 4 bytes. */
const LAST_VALUE = 8;
/** Usual time between two readings; 0 before the second. */
const SPACING_MILLIS = 9;
const DEVIATION = 10;
/** 1 + the share of readings that repeated the one before; 0 before the first reading. */
const CALM = 11;
const EDGE = 12;
const DOUBLES = 8;
const FLOATS = 2 * DOUBLES;
const RECORD_BYTES = 8 * DOUBLES;
/**
 * Judges each reading by the additive Holt-Winters forecast made before it, by Graphite's recurrences. What lies beyond
 * the edge of normal is cut there before it is learnt: a spike poisons nothing, a lasting step is normal after tens of
 * readings. Readings that share a time slot divide its gain by their distance in time.
 */
export class HoltWintersDetector implements Detector {
  readonly reasons = ['forecast'];
  readonly #timeSlots: TimeSlots;
  readonly #deltaDeviations: number;
  readonly #records = new PackedRecords(RECORD_BYTES);
  readonly #terms: SeasonWords;
  readonly #current: TimeSlotCursor;
  readonly #left: TimeSlotCursor;

  constructor(config: HoltWintersConfig) {
    this.#timeSlots = new TimeSlots(config.slotMinutes, MINUTES_PER_DAY);
    this.#deltaDeviations = config.deltaDeviations;
    this.#terms = new SeasonWords(this.#timeSlots.slotsPerSeason);
    this.#current = new TimeSlotCursor(this.#timeSlots);
    this.#left = new TimeSlotCursor(this.#timeSlots);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
    this.#terms.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    const { expected, lower, upper, score, reason } = opinions;
    const { doubles, floats, integers } = this.#records;
    const current = this.#current;
    const deltaDeviations = this.#deltaDeviations;
    const slotsPerMilli = 1 / this.#timeSlots.slotMillis;
    const gapMillis = GAP_SLOTS * this.#timeSlots.slotMillis;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const millis = observedAtMillis[row] ?? 0;
      const value = values[row] ?? 0;
      const at = slot * DOUBLES;
      const at4 = slot * FLOATS;
      reason[row] = 0;
      if (floats[at4 + CALM] === 0) {
        this.#begin(slot, millis, value);
        expected[row] = lower[row] = upper[row] = score[row] = NaN;
        continue;
      }
      const lastMillis = doubles[at + LAST_MILLIS] ?? 0;
      current.moveTo(millis);
      if (lastMillis < current.startMillis) this.#turn(slot, lastMillis);
      const elapsed = millis - lastMillis;
      const spacing = floats[at4 + SPACING_MILLIS] ?? 0;
      if (elapsed > gapMillis && elapsed > GAP_SPACINGS * spacing && spacing > 0) {
        this.#goOn(slot, millis, value);
        expected[row] = lower[row] = upper[row] = score[row] = NaN;
        continue;
      }
      floats[at4 + SPACING_MILLIS] = spacing === 0 ? elapsed : spacing + SPACING_GAIN * (elapsed - spacing);

      const level = doubles[at + LEVEL] ?? 0;
      const slope = doubles[at + SLOPE] ?? 0;
      const base = level + slope;
      const seasonal = doubles[at + SEASONAL] ?? 0;
      const deviation = floats[at4 + DEVIATION] ?? 0;
      const calm = (floats[at4 + CALM] ?? 0) - 1;
      const forecast = base + seasonal;
      const size = Math.abs(value - forecast);
      const share = LIVELY_FLOOR_SHARE + (CALM_FLOOR_SHARE - LIVELY_FLOOR_SHARE) * calm;
      const floor = share * Math.abs(level);
      const calibrated = edgeOfNormal(floats, integers, at4 + EDGE, floor > ABSOLUTE_FLOOR ? floor : ABSOLUTE_FLOOR);
      const ownWidth = deltaDeviations * deviation;
      const halfWidth = ownWidth > calibrated ? ownWidth : calibrated;
      expected[row] = halfWidth === halfWidth ? forecast : NaN;
      lower[row] = forecast - halfWidth;
      upper[row] = forecast + halfWidth;
      score[row] = size / halfWidth;

      const repeated = Math.fround(value) === floats[at4 + LAST_VALUE] ? 1 : 0;
      const readings = (integers[at4 + EDGE] ?? 0) + 2;
      const memory = readings < CALM_MEMORY_READINGS ? 1 / readings : 1 / CALM_MEMORY_READINGS;
      floats[at4 + CALM] = 1 + calm + (repeated - calm) * memory;
      learnError(floats, integers, at4 + EDGE, size, halfWidth);
      const gain = seasonGain(elapsed * slotsPerMilli);
      const learnt = cutAtEdge(value, forecast, halfWidth);
      const learntSize = Math.abs(learnt - forecast);
      const newLevel = LEVEL_GAIN * (learnt - seasonal) + (1 - LEVEL_GAIN) * base;
      doubles[at + LEVEL] = newLevel;
      doubles[at + SLOPE] = SLOPE_GAIN * (newLevel - level) + (1 - SLOPE_GAIN) * slope;
      doubles[at + SEASONAL] = gain * (learnt - newLevel) + (1 - gain) * seasonal;
      doubles[at + LAST_MILLIS] = millis;
      floats[at4 + LAST_VALUE] = value;
      floats[at4 + DEVIATION] =
        gain * (learntSize < LARGEST_DEVIATION ? learntSize : LARGEST_DEVIATION) + (1 - gain) * deviation;
    }
  }

  saveState(slots: number): DetectorState {
    return new Map<string, StateArray>([['series', this.#records.save(slots)], ...this.#terms.save('season', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#terms.restore(state, 'season', slots)]));
    this.#records.restore(state, 'series', slots);
  }

  /** The first reading is its own forecast. */
  #begin(slot: number, millis: number, value: number): void {
    const { doubles, floats } = this.#records;
    doubles[slot * DOUBLES + LEVEL] = value;
    doubles[slot * DOUBLES + LAST_MILLIS] = millis;
    floats[slot * FLOATS + LAST_VALUE] = value;
    floats[slot * FLOATS + CALM] = 1;
  }

  /** After a gap the time slot's seasonal term still holds, and the reading says what level goes with it. */
  #goOn(slot: number, millis: number, value: number): void {
    const { doubles, floats } = this.#records;
    const at = slot * DOUBLES;
    doubles[at + LEVEL] = value - (doubles[at + SEASONAL] ?? 0);
    doubles[at + SLOPE] = 0;
    doubles[at + LAST_MILLIS] = millis;
    floats[slot * FLOATS + LAST_VALUE] = value;
    floats[slot * FLOATS + SPACING_MILLIS] = 2 * (floats[slot * FLOATS + SPACING_MILLIS] ?? 0);
  }

  /** Writes the term of the time slot that is left and takes up that of the current one. */
  #turn(slot: number, lastMillis: number): void {
    const { doubles, floats } = this.#records;
    const seasonalAt = slot * DOUBLES + SEASONAL;
    const deviationAt = slot * FLOATS + DEVIATION;
    this.#left.moveTo(lastMillis);
    this.#terms.row(this.#left.row)[slot] = packTerm(doubles[seasonalAt] ?? 0, floats[deviationAt] ?? 0);
    const term = this.#terms.row(this.#current.row)[slot] ?? 0;
    doubles[seasonalAt] = seasonalOf(term);
    floats[deviationAt] = deviationOf(term);
  }
}
