import { MEAN_16, MEAN_4, type RecentRows } from './recent-rows.ts';
import type { SlotLayout, SlotMemory } from './slot-memory.ts';

export const LEVEL_MEASURES = 3;
/** The long-run mean forgets over this many rows. */
const MEMORY_ROWS = 10_000;

/** How far the mean of the last rows is from the long-run mean. */
export class LevelAspect {
  readonly #meanAt: number;

  constructor(layout: SlotLayout) {
    this.#meanAt = layout.takeWide(1);
  }

  /** Writes the sizes of the row last learned, the `rows`th, then learns from it. */
  measure(
    { wide, wideBase }: SlotMemory,
    { facts }: RecentRows,
    rows: number,
    value: number,
    sizes: Float32Array,
    at: number,
  ): void {
    const mean = wide[wideBase + this.#meanAt] ?? 0;
    sizes[at] = Math.abs(value - mean);
    sizes[at + 1] = Math.abs((facts[MEAN_4] ?? 0) - mean);
    sizes[at + 2] = Math.abs((facts[MEAN_16] ?? 0) - mean);
    wide[wideBase + this.#meanAt] = mean + (value - mean) / Math.min(rows, MEMORY_ROWS);
  }
}
