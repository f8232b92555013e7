import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** A power of two, so that a row finds its place by masking. */
const ROWS = 32;
const MASK = ROWS - 1;

/** Of the last so many rows. */
export const MEAN_4 = 0;
export const MEAN_8 = 1;
export const MEAN_16 = 2;
export const MEAN_24 = 3;
export const DEVIATION_8 = 4;
export const DEVIATION_16 = 5;
export const DEVIATION_32 = 6;
export const SMALLEST_8 = 7;
export const LARGEST_8 = 8;
export const SMALLEST_12 = 9;
export const LARGEST_12 = 10;
const FACTS = 11;

/** Where one window ends and the next facts are noted. */
const STOPS = [4, 8, 12, 16, 24, 32] as const;

/** Means, deviations and extremes of the last rows: added up anew for each row, so that errors never pile up. */
export class RecentRows {
  /** Of the row last learned. */
  readonly facts = new Float64Array(FACTS);
  readonly #rowsAt: number;

  constructor(layout: SlotLayout) {
    this.#rowsAt = layout.takeNarrow(ROWS);
  }

  /** `row` counts from 0. Where fewer rows are known than a window has, its facts are about those. */
  learn({ narrow, narrowBase }: SlotMemory, value: number, row: number): void {
    const rowsAt = narrowBase + this.#rowsAt;
    narrow[rowsAt + (row & MASK)] = value;
    let sum = 0;
    let squares = 0;
    let smallest = Infinity;
    let largest = -Infinity;
    let back = 0;
    for (let stop = 0; stop < STOPS.length; stop += 1) {
      const end = Math.min(STOPS[stop] ?? 0, row + 1);
      for (; back < end; back += 1) {
        // Relative to the newest: squares of small differences between large values keep their digits.
        const recent = narrow[rowsAt + ((row - back) & MASK)] ?? 0;
        const difference = recent - value;
        sum += difference;
        squares += difference * difference;
        if (recent < smallest) smallest = recent;
        if (recent > largest) largest = recent;
      }
      this.#note(stop, value + sum / back, deviationOf(sum, squares, back), smallest, largest);
    }
  }

  #note(stop: number, mean: number, deviation: number, smallest: number, largest: number): void {
    const { facts } = this;
    if (stop === 0) facts[MEAN_4] = mean;
    else if (stop === 1) {
      facts[MEAN_8] = mean;
      facts[DEVIATION_8] = deviation;
      facts[SMALLEST_8] = smallest;
      facts[LARGEST_8] = largest;
    } else if (stop === 2) {
      facts[SMALLEST_12] = smallest;
      facts[LARGEST_12] = largest;
    } else if (stop === 3) {
      facts[MEAN_16] = mean;
      facts[DEVIATION_16] = deviation;
    } else if (stop === 4) facts[MEAN_24] = mean;
    else facts[DEVIATION_32] = deviation;
  }
}

function deviationOf(sum: number, squares: number, rows: number): number {
  const mean = sum / rows;
  return Math.sqrt(Math.max(0, squares / rows - mean * mean));
}
