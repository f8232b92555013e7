import type { Detector, DetectorState, OpinionColumns, SlotRows, StateArray } from '../../../core/ports/detector.ts';
import { EDGE_FIELDS, edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { cutAtEdge } from '../../calibration/cut-at-edge.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { SeasonWords } from '../../state/season-words.ts';
import { TimeSlotCursor, TimeSlots } from '../../state/time-slot.ts';
import type { HoltWintersConfig } from './config.ts';
import { SEASON_GAIN, seasonGain } from './season-gain.ts';
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

const READINGS = 0;
const LEVEL = 1;
const SLOPE = 2;
/** Seasonal term and deviation of the time slot of the latest reading; its word is written when the slot is left. */
const SEASONAL = 3;
const DEVIATION = 4;
const LAST_MILLIS = 5;
const LAST_VALUE = 6;
const CALM = 7;
const EDGE = 8;
const FIELDS = EDGE + EDGE_FIELDS;

/**
 * Judges each reading by the additive Holt-Winters forecast made before it, by Graphite's recurrences. What lies beyond
 * the edge of normal is cut there before it is learnt: a spike poisons nothing, a lasting step is normal after tens of
 * readings. Readings that share a time slot divide its gain by their distance in time.
 */
export class HoltWintersDetector implements Detector {
  readonly reasons = ['forecast'];
  readonly #timeSlots: TimeSlots;
  readonly #deltaDeviations: number;
  readonly #records = new FloatRecords(FIELDS);
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
    const records = this.#records.numbers;
    const current = this.#current;
    const deltaDeviations = this.#deltaDeviations;
    const slotsPerMilli = 1 / this.#timeSlots.slotMillis;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const millis = observedAtMillis[row] ?? 0;
      const value = values[row] ?? 0;
      const at = slot * FIELDS;
      const readings = records[at + READINGS] ?? 0;
      if (readings === 0) records[at + LEVEL] = value;
      const lastMillis = readings === 0 ? millis : (records[at + LAST_MILLIS] ?? 0);
      current.moveTo(millis);
      if (lastMillis < current.startMillis) this.#turn(slot, at, lastMillis);

      const level = records[at + LEVEL] ?? 0;
      const slope = records[at + SLOPE] ?? 0;
      const base = level + slope;
      const seasonal = records[at + SEASONAL] ?? 0;
      const deviation = records[at + DEVIATION] ?? 0;
      const calm = records[at + CALM] ?? 0;
      const forecast = base + seasonal;
      const size = Math.abs(value - forecast);
      const share = LIVELY_FLOOR_SHARE + (CALM_FLOOR_SHARE - LIVELY_FLOOR_SHARE) * calm;
      const floor = share * Math.abs(level);
      const calibrated = edgeOfNormal(records, at + EDGE, floor > ABSOLUTE_FLOOR ? floor : ABSOLUTE_FLOOR);
      const ownWidth = deltaDeviations * deviation;
      const halfWidth = ownWidth > calibrated ? ownWidth : calibrated;
      const isJudged = halfWidth === halfWidth;
      expected[row] = isJudged ? forecast : NaN;
      lower[row] = forecast - halfWidth;
      upper[row] = forecast + halfWidth;
      score[row] = size / halfWidth;
      reason[row] = 0;

      if (readings > 0) learnError(records, at + EDGE, size, halfWidth);
      const gain = readings === 0 ? SEASON_GAIN : seasonGain((millis - lastMillis) * slotsPerMilli);
      const learnt = cutAtEdge(value, forecast, halfWidth);
      const newLevel = LEVEL_GAIN * (learnt - seasonal) + (1 - LEVEL_GAIN) * base;
      records[at + LEVEL] = newLevel;
      records[at + SLOPE] = SLOPE_GAIN * (newLevel - level) + (1 - SLOPE_GAIN) * slope;
      records[at + SEASONAL] = gain * (learnt - newLevel) + (1 - gain) * seasonal;
      records[at + DEVIATION] = gain * Math.abs(learnt - forecast) + (1 - gain) * deviation;

      const repeated = value === (records[at + LAST_VALUE] ?? 0) ? 1 : 0;
      const memory = readings < CALM_MEMORY_READINGS ? 1 / (readings + 1) : 1 / CALM_MEMORY_READINGS;
      records[at + CALM] = calm + (repeated - calm) * memory;
      records[at + LAST_VALUE] = value;
      records[at + LAST_MILLIS] = millis;
      records[at + READINGS] = readings + 1;
    }
  }

  saveState(slots: number): DetectorState {
    return new Map<string, StateArray>([['series', this.#records.save(slots)], ...this.#terms.save('season', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#terms.restore(state, 'season', slots)]));
    this.#records.restore(state, 'series', slots);
  }

  /** Writes the term of the time slot that is left and takes up that of the current one. */
  #turn(slot: number, at: number, lastMillis: number): void {
    const records = this.#records.numbers;
    this.#left.moveTo(lastMillis);
    this.#terms.row(this.#left.row)[slot] = packTerm(records[at + SEASONAL] ?? 0, records[at + DEVIATION] ?? 0);
    const term = this.#terms.row(this.#current.row)[slot] ?? 0;
    records[at + SEASONAL] = seasonalOf(term);
    records[at + DEVIATION] = deviationOf(term);
  }
}
