import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** A power of two, so that a row finds its place by masking. */
const ROWS = 32;
const MASK = ROWS - 1;
/** Sums run on from row to row; after so many, a power of two, they are added up anew, so that errors never pile up. */
const ROWS_BETWEEN_SUMS = 8;
const EXTREMES_ROWS = 12;

/** Of the last so many rows. */
export const MEAN_4 = 0;
export const MEAN_8 = 1;
export const MEAN_16 = 2;
export const MEAN_24 = 3;
export const DEVIATION_8 = 4;
export const DEVIATION_16 = 5;
export const DEVIATION_32 = 6;
export const SMALLEST_12 = 7;
export const LARGEST_12 = 8;
/** Of the last eight rows where sums are added up anew: at rows 7, 15, 23 and so on. */
export const SMALLEST_8 = 9;
export const LARGEST_8 = 10;
const FACTS = 11;

/** Sums are relative to this value: squares of small differences between large values keep their digits. */
const REFERENCE = 0;
const SUM_4 = 1;
const SUM_8 = 2;
const SUM_16 = 3;
const SUM_24 = 4;
const SUM_32 = 5;
const SQUARES_8 = 6;
const SQUARES_16 = 7;
const SQUARES_32 = 8;
const SMALLEST = 9;
const LARGEST = 10;
const FIELDS = 11;

/** Means, deviations and extremes of the last rows. */
export class RecentRows {
  /** Of the row last noted. */
  readonly facts = new Float64Array(FACTS);
  readonly #rowsAt: number;
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout) {
    this.#rowsAt = layout.takeNarrow(ROWS);
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** `row` counts from 0. */
  learn(memory: SlotMemory, value: number, row: number): void {
    const known = row + 1;
    if (known < ROWS || (known & (ROWS_BETWEEN_SUMS - 1)) === 0) {
      memory.narrow[memory.narrowBase + this.#rowsAt + (row & MASK)] = value;
      this.#addUp(memory, row);
    } else {
      this.#moveOn(memory, value, row);
    }
  }

  #moveOn({ wide, wideBase, narrow, narrowBase }: SlotMemory, value: number, row: number): void {
    const at = wideBase + this.#fieldsAt;
    const rowsAt = narrowBase + this.#rowsAt;
    const reference = wide[at + REFERENCE] ?? 0;
    const gone4 = (narrow[rowsAt + ((row - 4) & MASK)] ?? 0) - reference;
    const gone8 = (narrow[rowsAt + ((row - 8) & MASK)] ?? 0) - reference;
    const gone16 = (narrow[rowsAt + ((row - 16) & MASK)] ?? 0) - reference;
    const gone24 = (narrow[rowsAt + ((row - 24) & MASK)] ?? 0) - reference;
    const newestAt = rowsAt + (row & MASK);
    const gone32 = (narrow[newestAt] ?? 0) - reference;
    narrow[newestAt] = value;
    const newest = narrow[newestAt] ?? 0;
    const come = newest - reference;
    const square = come * come;
    wide[at + SUM_4] = (wide[at + SUM_4] ?? 0) + (come - gone4);
    wide[at + SUM_8] = (wide[at + SUM_8] ?? 0) + (come - gone8);
    wide[at + SUM_16] = (wide[at + SUM_16] ?? 0) + (come - gone16);
    wide[at + SUM_24] = (wide[at + SUM_24] ?? 0) + (come - gone24);
    wide[at + SUM_32] = (wide[at + SUM_32] ?? 0) + (come - gone32);
    wide[at + SQUARES_8] = (wide[at + SQUARES_8] ?? 0) + (square - gone8 * gone8);
    wide[at + SQUARES_16] = (wide[at + SQUARES_16] ?? 0) + (square - gone16 * gone16);
    wide[at + SQUARES_32] = (wide[at + SQUARES_32] ?? 0) + (square - gone32 * gone32);
    const gone = narrow[rowsAt + ((row - EXTREMES_ROWS) & MASK)] ?? 0;
    const smallest = wide[at + SMALLEST] ?? 0;
    const largest = wide[at + LARGEST] ?? 0;
    if (gone === smallest || gone === largest) {
      this.#findExtremes(wide, at, narrow, rowsAt, row);
      return;
    }
    if (newest < smallest) wide[at + SMALLEST] = newest;
    if (newest > largest) wide[at + LARGEST] = newest;
  }

  #addUp({ wide, wideBase, narrow, narrowBase }: SlotMemory, row: number): void {
    const { facts } = this;
    const at = wideBase + this.#fieldsAt;
    const rowsAt = narrowBase + this.#rowsAt;
    const reference = narrow[rowsAt + (row & MASK)] ?? 0;
    wide[at + REFERENCE] = reference;
    let sum = 0;
    let squares = 0;
    facts[SMALLEST_8] = Infinity;
    facts[LARGEST_8] = -Infinity;
    for (let back = 0; back < ROWS; back += 1) {
      if (back <= row) {
        const recent = narrow[rowsAt + ((row - back) & MASK)] ?? 0;
        const difference = recent - reference;
        sum += difference;
        squares += difference * difference;
        if (back < 8 && recent < (facts[SMALLEST_8] ?? 0)) facts[SMALLEST_8] = recent;
        if (back < 8 && recent > (facts[LARGEST_8] ?? 0)) facts[LARGEST_8] = recent;
      }
      if (back === 3) wide[at + SUM_4] = sum;
      else if (back === 7) {
        wide[at + SUM_8] = sum;
        wide[at + SQUARES_8] = squares;
      } else if (back === 15) {
        wide[at + SUM_16] = sum;
        wide[at + SQUARES_16] = squares;
      } else if (back === 23) wide[at + SUM_24] = sum;
    }
    wide[at + SUM_32] = sum;
    wide[at + SQUARES_32] = squares;
    this.#findExtremes(wide, at, narrow, rowsAt, row);
  }

  #findExtremes(wide: Float64Array, at: number, narrow: Float32Array, rowsAt: number, row: number): void {
    let smallest = Infinity;
    let largest = -Infinity;
    for (let back = Math.min(EXTREMES_ROWS - 1, row); back >= 0; back -= 1) {
      const recent = narrow[rowsAt + ((row - back) & MASK)] ?? 0;
      if (recent < smallest) smallest = recent;
      if (recent > largest) largest = recent;
    }
    wide[at + SMALLEST] = smallest;
    wide[at + LARGEST] = largest;
  }

  /** Writes the facts of the row last learned, the `known`th. Where fewer rows are known than a window has, they are about those. */
  note({ wide, wideBase }: SlotMemory, known: number): void {
    const { facts } = this;
    const at = wideBase + this.#fieldsAt;
    const reference = wide[at + REFERENCE] ?? 0;
    const mean8 = (wide[at + SUM_8] ?? 0) / Math.min(8, known);
    const mean16 = (wide[at + SUM_16] ?? 0) / Math.min(16, known);
    const mean32 = (wide[at + SUM_32] ?? 0) / Math.min(32, known);
    facts[MEAN_4] = reference + (wide[at + SUM_4] ?? 0) / Math.min(4, known);
    facts[MEAN_8] = reference + mean8;
    facts[MEAN_16] = reference + mean16;
    facts[MEAN_24] = reference + (wide[at + SUM_24] ?? 0) / Math.min(24, known);
    facts[DEVIATION_8] = deviationOf((wide[at + SQUARES_8] ?? 0) / Math.min(8, known), mean8);
    facts[DEVIATION_16] = deviationOf((wide[at + SQUARES_16] ?? 0) / Math.min(16, known), mean16);
    facts[DEVIATION_32] = deviationOf((wide[at + SQUARES_32] ?? 0) / Math.min(32, known), mean32);
    facts[SMALLEST_12] = wide[at + SMALLEST] ?? 0;
    facts[LARGEST_12] = wide[at + LARGEST] ?? 0;
  }
}

function deviationOf(meanSquare: number, mean: number): number {
  return Math.sqrt(Math.max(0, meanSquare - mean * mean));
}
