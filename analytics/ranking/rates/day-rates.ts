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

/**
 * True and closed events around a time of day, per key; midnight is next to the last slot of the day. What is added to a slot is
 * spread over its neighbours at once, because events are ranked more often than closed.
 */
export class DayRates {
  readonly #table = new RateTable();

  add(key: number, daySlot: number, label: number, weight: number): void {
    for (let index = 0; index < WEIGHTS.length; index++) {
      const slot = (daySlot + index - REACH + DAY_SLOTS) % DAY_SLOTS;
      this.#table.add(key * DAY_SLOTS + slot, label, weight * (WEIGHTS[index] ?? 0));
    }
  }

  addAll(other: DayRates): void {
    this.#table.addAll(other.#table);
  }

  closed(key: number, daySlot: number): number {
    return this.#table.closed(key * DAY_SLOTS + daySlot);
  }

  true(key: number, daySlot: number): number {
    return this.#table.true(key * DAY_SLOTS + daySlot);
  }
}
