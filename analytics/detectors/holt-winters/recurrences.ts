import type { DetectorState } from '../../../core/ports/detector.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { SeasonTable } from '../../state/season-table.ts';
import type { TimeSlots } from '../../state/time-slot.ts';

/** Graphite's fixed smoothing constants (`holtWintersAnalysis` in graphite-web's functions.py). */
const LEVEL_GAIN = 0.1;
const SLOPE_GAIN = 0.0035;
const SEASON_GAIN = 0.1;
const LOG_SEASON_RETENTION = Math.log1p(-SEASON_GAIN);

const LEVEL = 0;
const SLOPE = 1;
const LAST_MILLIS = 2;
const FIELDS = 3;

/**
 * Additive Holt-Winters by Graphite's recurrences, over many slots. The seasonal term and the deviation
 * are indexed by time slot. Readings that share one divide the seasonal gain by their distance in time, so
 * that the time slot as a whole moves by the gain; with one reading a time slot these are Graphite's numbers.
 */
export class Recurrences {
  readonly #timeSlots: TimeSlots;
  readonly #records = new FloatRecords(FIELDS);
  readonly #seasonal: SeasonTable;
  readonly #deviation: SeasonTable;

  constructor(timeSlots: TimeSlots) {
    this.#timeSlots = timeSlots;
    this.#seasonal = new SeasonTable(timeSlots.slotsPerSeason, 0);
    this.#deviation = new SeasonTable(timeSlots.slotsPerSeason, 0);
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
    this.#seasonal.ensureSlots(slots);
    this.#deviation.ensureSlots(slots);
  }

  save(slots: number): [string, Float64Array][] {
    return [
      ['level', this.#records.save(slots)],
      ...this.#seasonal.save('seasonal', slots),
      ...this.#deviation.save('deviation', slots),
    ];
  }

  /** Returns the names it took. */
  restore(state: DetectorState, slots: number): string[] {
    this.#records.restore(state, 'level', slots);
    return [
      'level',
      ...this.#seasonal.restore(state, 'seasonal', slots),
      ...this.#deviation.restore(state, 'deviation', slots),
    ];
  }

  /** Takes the first reading of a slot: it is its own forecast. */
  begin(slot: number, row: number, millis: number, value: number): void {
    this.#records.set(slot, LEVEL, value);
    this.#records.set(slot, SLOPE, 0);
    this.#absorb(slot, row, millis, value, value, value, SEASON_GAIN);
  }

  forecast(slot: number, row: number): number {
    return this.#records.get(slot, LEVEL) + this.#records.get(slot, SLOPE) + this.#seasonal.get(row, slot);
  }

  /** The running mean of |value - forecast| in this time slot; 0 before its first reading. */
  deviation(slot: number, row: number): number {
    return this.#deviation.get(row, slot);
  }

  level(slot: number): number {
    return this.#records.get(slot, LEVEL);
  }

  learn(slot: number, row: number, millis: number, value: number, forecast: number): void {
    const base = this.#records.get(slot, LEVEL) + this.#records.get(slot, SLOPE);
    const seasonGain = this.#seasonGain(millis - this.#records.get(slot, LAST_MILLIS));
    this.#absorb(slot, row, millis, value, forecast, base, seasonGain);
  }

  /** `base` is what the level would be without this reading. */
  #absorb(
    slot: number,
    row: number,
    millis: number,
    value: number,
    forecast: number,
    base: number,
    seasonGain: number,
  ): void {
    const seasonal = this.#seasonal.get(row, slot);
    const previousLevel = this.#records.get(slot, LEVEL);
    const slope = this.#records.get(slot, SLOPE);
    const level = LEVEL_GAIN * (value - seasonal) + (1 - LEVEL_GAIN) * base;
    const error = Math.abs(value - forecast);
    this.#records.set(slot, LEVEL, level);
    this.#records.set(slot, SLOPE, SLOPE_GAIN * (level - previousLevel) + (1 - SLOPE_GAIN) * slope);
    this.#records.set(slot, LAST_MILLIS, millis);
    this.#seasonal.set(row, slot, seasonGain * (value - level) + (1 - seasonGain) * seasonal);
    this.#deviation.set(row, slot, seasonGain * error + (1 - seasonGain) * this.#deviation.get(row, slot));
  }

  /** Composes: the gains of distances that add up to one time slot move it by exactly `SEASON_GAIN`. */
  #seasonGain(elapsedMillis: number): number {
    if (elapsedMillis >= this.#timeSlots.slotMillis) return SEASON_GAIN;
    return -Math.expm1((LOG_SEASON_RETENTION * elapsedMillis) / this.#timeSlots.slotMillis);
  }
}
