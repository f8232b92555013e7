import type { Aspect, Row } from './aspect.ts';

const DAY_MILLIS = 86_400_000;
const WEEK_MILLIS = 7 * DAY_MILLIS;
const DAY_SLOTS = 96;
const WEEK_SLOTS = 168;
const DAY_LEARNING = 0.2;
const WEEK_LEARNING = 0.1;

/** How far the last rows are from what is usual at their time of day, and of week. */
export class SeasonAspect implements Aspect {
  readonly name = 'season';
  readonly measures = 5;
  readonly #day = new Profile(DAY_MILLIS, DAY_SLOTS, DAY_LEARNING, [1, 4, 16]);
  readonly #week = new Profile(WEEK_MILLIS, WEEK_SLOTS, WEEK_LEARNING, [1, 4]);

  measure(row: Row, sizes: Float64Array, offset: number): void {
    this.#day.measure(row, sizes, offset);
    this.#week.measure(row, sizes, offset + 3);
  }
}

/** The usual value in each slot of a period, and the smoothed differences from it. */
class Profile {
  readonly #periodMillis: number;
  readonly #learning: number;
  readonly #usual: Float64Array;
  readonly #memories: readonly number[];
  readonly #differences: Float64Array;

  constructor(periodMillis: number, slots: number, learning: number, memoriesRows: readonly number[]) {
    this.#periodMillis = periodMillis;
    this.#learning = learning;
    this.#usual = new Float64Array(slots).fill(NaN);
    this.#memories = memoriesRows;
    this.#differences = new Float64Array(memoriesRows.length);
  }

  measure({ observedAtMillis, recent }: Row, sizes: Float64Array, offset: number): void {
    const difference = this.#learn(observedAtMillis, recent.at(0));
    for (const [index, rows] of this.#memories.entries()) {
      const smoothed = this.#differences[index] ?? 0;
      const moved = smoothed + (difference - smoothed) / rows;
      this.#differences[index] = moved;
      sizes[offset + index] = Math.abs(moved);
    }
  }

  #learn(observedAtMillis: number, value: number): number {
    const phase = (observedAtMillis % this.#periodMillis) / this.#periodMillis;
    const slot = Math.floor((phase < 0 ? phase + 1 : phase) * this.#usual.length) % this.#usual.length;
    const usual = this.#usual[slot] ?? NaN;
    if (Number.isNaN(usual)) {
      this.#usual[slot] = value;
      return 0;
    }
    this.#usual[slot] = usual + this.#learning * (value - usual);
    return value - usual;
  }
}
