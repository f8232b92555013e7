import { MEAN_16, MEAN_4, type RecentRows } from './recent-rows.ts';
import type { SlotLayout, SlotMemory } from './slot-memory.ts';

export const LEVEL_MEASURES = 3;
/** The long-run mean forgets over this many rows. */
const MEMORY_ROWS = 10_000;

/** Differences further than so many usual ones teach no more than that; so many are known before any is cut. */
const ORDINARY = 5;
const MIN_KNOWN = 100;

const MEAN = 0;
const DEVIATION = 1;
const FIELDS = 2;

/** How far the mean of the last rows is from the long-run mean. */
export class LevelAspect {
  /** The long-run mean that the row last measured was held against, and how far from it rows usually are. */
  expected = NaN;
  deviation = NaN;
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout) {
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** Writes the sizes of the row last noted, which it then is to learn from. */
  measure({ wide, wideBase }: SlotMemory, { facts }: RecentRows, value: number, sizes: Float32Array, at: number): void {
    const fieldsAt = wideBase + this.#fieldsAt;
    const mean = wide[fieldsAt + MEAN] ?? 0;
    sizes[at] = Math.abs(value - mean);
    sizes[at + 1] = Math.abs((facts[MEAN_4] ?? 0) - mean);
    sizes[at + 2] = Math.abs((facts[MEAN_16] ?? 0) - mean);
    this.expected = mean;
    this.deviation = wide[fieldsAt + DEVIATION] ?? 0;
  }

  /** Learns from the `rows`th row. */
  learn({ wide, wideBase }: SlotMemory, rows: number, value: number): void {
    const fieldsAt = wideBase + this.#fieldsAt;
    const mean = wide[fieldsAt + MEAN] ?? 0;
    const deviation = wide[fieldsAt + DEVIATION] ?? 0;
    const difference = Math.abs(value - mean);
    const known = Math.min(rows, MEMORY_ROWS);
    const cut = rows < MIN_KNOWN ? difference : Math.min(difference, ORDINARY * deviation);
    wide[fieldsAt + MEAN] = mean + (value - mean) / known;
    wide[fieldsAt + DEVIATION] = deviation + (cut - deviation) / known;
  }
}
