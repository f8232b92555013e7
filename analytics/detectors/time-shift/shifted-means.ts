import type { DetectorState } from '../../../core/ports/detector.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { SeasonTable } from '../../state/season-table.ts';
import type { TimeSlots } from '../../state/time-slot.ts';

const TIME_SLOT = 0;
const READINGS = 1;
const MEAN = 2;
const FIELDS = 3;

/** The mean of each time slot one shift ago and two shifts ago; NaN where there was no reading. */
export class ShiftedMeans {
  readonly #timeSlots: TimeSlots;
  readonly #records = new FloatRecords(FIELDS);
  readonly #oneShiftAgo: SeasonTable;
  readonly #twoShiftsAgo: SeasonTable;

  /** A season of `timeSlots` is one shift. */
  constructor(timeSlots: TimeSlots) {
    this.#timeSlots = timeSlots;
    this.#oneShiftAgo = new SeasonTable(timeSlots.slotsPerSeason, NaN);
    this.#twoShiftsAgo = new SeasonTable(timeSlots.slotsPerSeason, NaN);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
    this.#oneShiftAgo.ensureSlots(slots);
    this.#twoShiftsAgo.ensureSlots(slots);
  }

  save(slots: number): [string, Float64Array][] {
    return [
      ['current', this.#records.save(slots)],
      ...this.#oneShiftAgo.save('one-shift-ago', slots),
      ...this.#twoShiftsAgo.save('two-shifts-ago', slots),
    ];
  }

  /** Returns the names it took. */
  restore(state: DetectorState, slots: number): string[] {
    this.#records.restore(state, 'current', slots);
    return [
      'current',
      ...this.#oneShiftAgo.restore(state, 'one-shift-ago', slots),
      ...this.#twoShiftsAgo.restore(state, 'two-shifts-ago', slots),
    ];
  }

  /** Makes the time slot of `millis` the current one; what was current becomes past. */
  advance(slot: number, millis: number): void {
    const timeSlot = this.#timeSlots.slotAt(millis);
    const isFirst = this.#records.get(slot, READINGS) === 0;
    const current = this.#records.get(slot, TIME_SLOT);
    if (!isFirst && timeSlot === current) return;
    if (!isFirst) this.#close(slot, current, timeSlot);
    this.#records.set(slot, TIME_SLOT, timeSlot);
    this.#records.set(slot, READINGS, 0);
    this.#records.set(slot, MEAN, 0);
  }

  /** Adds a reading to the current time slot. */
  add(slot: number, value: number): void {
    const readings = this.#records.get(slot, READINGS) + 1;
    const mean = this.#records.get(slot, MEAN);
    this.#records.set(slot, READINGS, readings);
    this.#records.set(slot, MEAN, mean + (value - mean) / readings);
  }

  /** x(t - shift), for the current time slot. */
  oneShiftAgo(slot: number): number {
    return this.#oneShiftAgo.get(this.#currentRow(slot), slot);
  }

  twoShiftsAgo(slot: number): number {
    return this.#twoShiftsAgo.get(this.#currentRow(slot), slot);
  }

  #currentRow(slot: number): number {
    return this.#timeSlots.rowOf(this.#records.get(slot, TIME_SLOT));
  }

  /** Stores the finished time slot, and a gap for each one skipped. After two shifts of gap nothing is left to forget. */
  #close(slot: number, finished: number, next: number): void {
    this.#push(slot, finished, this.#records.get(slot, MEAN));
    const skipped = Math.min(next - finished - 1, 2 * this.#timeSlots.slotsPerSeason);
    for (let gap = 1; gap <= skipped; gap += 1) this.#push(slot, finished + gap, NaN);
  }

  #push(slot: number, timeSlot: number, mean: number): void {
    const row = this.#timeSlots.rowOf(timeSlot);
    const past = this.#oneShiftAgo.get(row, slot);
    if (!Number.isNaN(past) || !Number.isNaN(this.#twoShiftsAgo.get(row, slot))) {
      this.#twoShiftsAgo.set(row, slot, past);
    }
    this.#oneShiftAgo.set(row, slot, mean);
  }
}
