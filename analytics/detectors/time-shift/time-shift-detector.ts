import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { EdgeOfNormal } from '../../calibration/edge-of-normal.ts';
import { writeOpinion } from '../../calibration/opinion.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import { TimeSlots } from '../../state/time-slot.ts';
import type { TimeShiftConfig } from './config.ts';
import { ShiftedMeans } from './shifted-means.ts';

const MINUTES_PER_HOUR = 60;
const FLOOR_SHARE = 0.01;
/** Keeps rounding errors around zero from counting. */
const ABSOLUTE_FLOOR = 1e-9;

/**
 * Judges |x(t) - x(t - shift)|. Yesterday alone may have been the exception, and then the return to normal
 * would echo as an alarm one day after each outage. So a reading is compared with the nearer of yesterday and
 * the day before, and there is no opinion until both are known.
 */
export class TimeShiftDetector implements Detector {
  readonly reasons = ['season'];
  readonly #means: ShiftedMeans;
  readonly #edge = new EdgeOfNormal();

  constructor(config: TimeShiftConfig) {
    this.#means = new ShiftedMeans(new TimeSlots(config.slotMinutes, config.shiftHours * MINUTES_PER_HOUR));
  }

  ensureSlots(slots: number): void {
    this.#means.ensureSlots(slots);
    this.#edge.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    for (let row = 0; row < count; row += 1) {
      this.#take(slots[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN, opinions, row);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([...this.#means.save(slots), ['edge', this.#edge.save(slots)]]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set([...this.#means.restore(state, slots), 'edge']));
    this.#edge.restore(state, 'edge', slots);
  }

  #take(slot: number, observedAtMillis: number, value: number, opinions: OpinionColumns, row: number): void {
    this.#means.advance(slot, observedAtMillis);
    const expected = this.#expected(slot, value);
    this.#means.add(slot, value);
    const floor = Math.max(FLOOR_SHARE * Math.abs(expected), ABSOLUTE_FLOOR);
    const error = value - expected;
    const halfWidth = Number.isNaN(expected) ? NaN : this.#edge.halfWidth(slot, floor);
    writeOpinion(opinions, row, expected, halfWidth, Math.abs(error) / halfWidth);
    if (!Number.isNaN(expected)) this.#edge.learn(slot, error, halfWidth);
  }

  #expected(slot: number, value: number): number {
    const yesterday = this.#means.oneShiftAgo(slot);
    const dayBefore = this.#means.twoShiftsAgo(slot);
    if (Number.isNaN(dayBefore)) return NaN;
    return Math.abs(value - dayBefore) < Math.abs(value - yesterday) ? dayBefore : yesterday;
  }
}
