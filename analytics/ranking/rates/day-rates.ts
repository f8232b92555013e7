import { DAY_SLOTS } from '../past/row-keys.ts';
import { RateTable } from './rate-table.ts';

const SPREAD_HOURS = 1;
const HOURS_A_SLOT = 24 / DAY_SLOTS;
/** Slots beyond three spreads weigh next to nothing. */
const REACH = Math.ceil((3 * SPREAD_HOURS) / HOURS_A_SLOT);

const WEIGHTS = Float64Array.from({ length: 2 * REACH + 1 }, (_, index) => {
  const hours = (index - REACH) * HOURS_A_SLOT;
  return Math.exp(-(hours * hours) / (2 * SPREAD_HOURS * SPREAD_HOURS));
});

/** True and closed events around a time of day, per key; midnight is next to the last slot of the day. */
export class DayRates {
  readonly #table = new RateTable();
  closed = 0;
  trues = 0;

  add(key: number, daySlot: number, label: number, weight: number): void {
    this.#table.add(key * DAY_SLOTS + daySlot, label, weight);
  }

  /** Sets `closed` and `trues`. */
  look(key: number, daySlot: number): void {
    this.closed = 0;
    this.trues = 0;
    for (let index = 0; index < WEIGHTS.length; index++) {
      const slot = (daySlot + index - REACH + DAY_SLOTS) % DAY_SLOTS;
      this.closed += (WEIGHTS[index] ?? 0) * this.#table.closed(key * DAY_SLOTS + slot);
      this.trues += (WEIGHTS[index] ?? 0) * this.#table.true(key * DAY_SLOTS + slot);
    }
  }
}
