import type { DetectorState } from '../../core/ports/detector.ts';
import { grownCapacity } from './capacity.ts';
import { savedArray } from './saved-state.ts';

/**
 * 32 bits for each time slot of a season and each series: one row a time slot, contiguous over series.
 * Starts as zeros; a row takes memory from the first reading that falls into its time slot.
 */
export class SeasonWords {
  readonly #rows: (Uint32Array | undefined)[];
  #capacity = 0;

  constructor(rowCount: number) {
    this.#rows = Array.from({ length: rowCount }, () => undefined);
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, slots);
    for (const [index, row] of this.#rows.entries()) {
      if (row !== undefined) this.#rows[index] = this.#widened(row);
    }
  }

  /** The row to write to: the word of slot s is at s. Another array after `ensureSlots`. */
  row(index: number): Uint32Array {
    return (this.#rows[index] ??= new Uint32Array(this.#capacity));
  }

  /** The row if it holds anything. */
  rowIfUsed(index: number): Uint32Array | undefined {
    return this.#rows[index];
  }

  /** A view of each row that holds anything, by name and number: `season/17`. */
  save(name: string, slots: number): [string, Uint32Array][] {
    this.ensureSlots(slots);
    return this.#rows.flatMap((row, index): [string, Uint32Array][] =>
      row === undefined ? [] : [[`${name}/${index}`, row.subarray(0, slots)]],
    );
  }

  /** Takes the rows of that name and returns their full names. */
  restore(state: DetectorState, name: string, slots: number): string[] {
    this.ensureSlots(slots);
    const names: string[] = [];
    for (const index of this.#rows.keys()) {
      const rowName = `${name}/${index}`;
      if (!state.has(rowName)) continue;
      this.#rows[index] = this.#widened(savedArray(state, rowName, Uint32Array, slots));
      names.push(rowName);
    }
    return names;
  }

  #widened(row: Uint32Array): Uint32Array {
    const wider = new Uint32Array(this.#capacity);
    wider.set(row);
    return wider;
  }
}
