import type { DetectorState } from '../../core/ports/detector.ts';
import { grownCapacity } from './capacity.ts';
import { savedArray } from './saved-state.ts';

/**
 * One number for each time slot of a season and each series: one row a time slot, contiguous over series.
 * A row takes memory from the first reading that falls into its time slot.
 */
export class SeasonTable {
  readonly #rows: (Float64Array | undefined)[];
  readonly #emptyValue: number;
  #capacity = 0;

  /** `emptyValue` is what a cell holds before it is first set. */
  constructor(rowCount: number, emptyValue: number) {
    this.#rows = Array.from({ length: rowCount }, () => undefined);
    this.#emptyValue = emptyValue;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, slots);
    for (const [index, row] of this.#rows.entries()) {
      if (row !== undefined) this.#rows[index] = this.#widened(row);
    }
  }

  get(row: number, slot: number): number {
    return this.#rows[row]?.[slot] ?? this.#emptyValue;
  }

  set(row: number, slot: number, value: number): void {
    const cells = (this.#rows[row] ??= this.#widened(new Float64Array(0)));
    cells[slot] = value;
  }

  /** A view of each row that holds anything, by name and number: `seasonal/17`. */
  *save(name: string, slots: number): Generator<[string, Float64Array]> {
    this.ensureSlots(slots);
    for (const [index, row] of this.#rows.entries()) {
      if (row !== undefined) yield [`${name}/${index}`, row.subarray(0, slots)];
    }
  }

  /** Takes the rows of that name and returns their full names. */
  restore(state: DetectorState, name: string, slots: number): string[] {
    this.ensureSlots(slots);
    const names = this.#rows.map((_, index) => `${name}/${index}`).filter((rowName) => state.has(rowName));
    for (const rowName of names) {
      const row = this.#widened(savedArray(state, rowName, Float64Array, slots));
      this.#rows[Number(rowName.slice(name.length + 1))] = row;
    }
    return names;
  }

  #widened(row: Float64Array): Float64Array {
    const wider = new Float64Array(this.#capacity);
    wider.set(row);
    if (this.#emptyValue !== 0) wider.fill(this.#emptyValue, row.length);
    return wider;
  }
}
