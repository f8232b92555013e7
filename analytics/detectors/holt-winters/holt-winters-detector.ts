import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { EdgeOfNormal } from '../../calibration/edge-of-normal.ts';
import { cutAtEdge, writeNoOpinion, writeOpinion } from '../../calibration/opinion.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { TimeSlots } from '../../state/time-slot.ts';
import type { HoltWintersConfig } from './config.ts';
import { Recurrences } from './recurrences.ts';

const MINUTES_PER_DAY = 1440;
/** Share of the level that is normal for a series whose readings always differ, and for one that always repeats. */
const LIVELY_FLOOR_SHARE = 0.001;
const CALM_FLOOR_SHARE = 0.01;
/** Keeps rounding errors around zero from counting. */
const ABSOLUTE_FLOOR = 1e-9;
const CALM_MEMORY_READINGS = 32;

const READINGS = 0;
const LAST_VALUE = 1;
const CALM = 2;
const FIELDS = 3;

/**
 * Judges each reading by the Holt-Winters forecast made before it. What lies beyond the edge of normal is
 * cut there before it is learnt: a spike poisons nothing, a lasting step is normal after tens of readings.
 */
export class HoltWintersDetector implements Detector {
  readonly reasons = ['forecast'];
  readonly #timeSlots: TimeSlots;
  readonly #recurrences: Recurrences;
  readonly #edge = new EdgeOfNormal();
  readonly #records = new FloatRecords(FIELDS);
  readonly #deltaDeviations: number;

  constructor(config: HoltWintersConfig) {
    this.#timeSlots = new TimeSlots(config.slotMinutes, MINUTES_PER_DAY);
    this.#recurrences = new Recurrences(this.#timeSlots);
    this.#deltaDeviations = config.deltaDeviations;
  }

  ensureSlots(slots: number): void {
    this.#recurrences.ensureSlots(slots);
    this.#edge.ensureSlots(slots);
    this.#records.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    for (let row = 0; row < count; row += 1) {
      this.#take(slots[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN, opinions, row);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([
      ...this.#recurrences.save(slots),
      ['edge', this.#edge.save(slots)],
      ['repeats', this.#records.save(slots)],
    ]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set([...this.#recurrences.restore(state, slots), 'edge', 'repeats']));
    this.#edge.restore(state, 'edge', slots);
    this.#records.restore(state, 'repeats', slots);
  }

  #take(slot: number, observedAtMillis: number, value: number, opinions: OpinionColumns, row: number): void {
    const timeSlot = this.#timeSlots.rowOf(this.#timeSlots.slotAt(observedAtMillis));
    const readings = this.#records.get(slot, READINGS);
    this.#records.set(slot, READINGS, readings + 1);
    if (readings === 0) {
      this.#recurrences.begin(slot, timeSlot, observedAtMillis, value);
      writeNoOpinion(opinions, row);
    } else {
      this.#judge(slot, timeSlot, observedAtMillis, value, opinions, row);
    }
    this.#noticeRepeat(slot, value, readings);
  }

  #judge(slot: number, timeSlot: number, millis: number, value: number, opinions: OpinionColumns, row: number): void {
    const forecast = this.#recurrences.forecast(slot, timeSlot);
    const error = value - forecast;
    const calibrated = this.#edge.halfWidth(slot, this.#floor(slot));
    const halfWidth = Math.max(calibrated, this.#deltaDeviations * this.#recurrences.deviation(slot, timeSlot));
    writeOpinion(opinions, row, forecast, halfWidth, Math.abs(error) / halfWidth);
    this.#edge.learn(slot, error, halfWidth);
    this.#recurrences.learn(slot, timeSlot, millis, cutAtEdge(value, forecast, halfWidth), forecast);
  }

  /** A series that mostly repeats itself says nothing of how far it may move: then a share of its level stands in. */
  #floor(slot: number): number {
    const share = LIVELY_FLOOR_SHARE + (CALM_FLOOR_SHARE - LIVELY_FLOOR_SHARE) * this.#records.get(slot, CALM);
    return Math.max(share * Math.abs(this.#recurrences.level(slot)), ABSOLUTE_FLOOR);
  }

  #noticeRepeat(slot: number, value: number, readings: number): void {
    const repeated = value === this.#records.get(slot, LAST_VALUE) ? 1 : 0;
    const calm = this.#records.get(slot, CALM);
    this.#records.set(slot, LAST_VALUE, value);
    this.#records.set(slot, CALM, calm + (repeated - calm) / Math.min(readings + 1, CALM_MEMORY_READINGS));
  }
}
