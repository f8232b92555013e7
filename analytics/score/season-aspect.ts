import type { Aspect, Row } from './aspect.ts';

const DAY_MILLIS = 86_400_000;
const WEEK_MILLIS = 7 * DAY_MILLIS;
const DAY_SLOTS = 96;
const WEEK_SLOTS = 168;
const DAY_LEARNING = 0.2;
const WEEK_LEARNING = 0.1;
/** Differences up to this many times their usual size are ordinary, once so many are known; their size is forgotten over so many. */
const ORDINARY = 5;
const MIN_KNOWN = 100;
const DEVIATION_MEMORY = 1000;

/** How far the last rows are from what is usual at their time of day, and of week. */
export class SeasonAspect implements Aspect {
  readonly name = 'season';
  readonly measures = 5;
  readonly #day = new Profile(DAY_MILLIS, DAY_SLOTS, DAY_LEARNING, [1, 4, 16]);
  readonly #week = new Profile(WEEK_MILLIS, WEEK_SLOTS, WEEK_LEARNING, [1, 4]);

  measure(row: Row, sizes: Float64Array): void {
    this.#day.measure(row, sizes, 0);
    this.#week.measure(row, sizes, 3);
  }
}

/** The usual value in each slot of a period, and the smoothed differences from it. */
class Profile {
  readonly #periodMillis: number;
  readonly #learning: number;
  readonly #usual: Float64Array;
  readonly #memories: readonly number[];
  readonly #differences: Float64Array;
  /** Mean |difference| of ordinary rows. */
  #deviation = 0;
  #known = 0;

  constructor(periodMillis: number, slots: number, learning: number, memoriesRows: readonly number[]) {
    this.#periodMillis = periodMillis;
    this.#learning = learning;
    this.#usual = new Float64Array(slots).fill(NaN);
    this.#memories = memoriesRows;
    this.#differences = new Float64Array(memoriesRows.length);
  }

  measure({ observedAtMillis, recent }: Row, sizes: Float64Array, offset: number): void {
    const difference = this.#learn(observedAtMillis, recent.at(0));
    for (let index = 0; index < this.#memories.length; index += 1) {
      const rows = this.#memories[index] ?? 1;
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
    const difference = value - usual;
    this.#usual[slot] = usual + this.#learning * this.#cut(difference);
    return difference;
  }

  /** An outage teaches a slot no more than the worst ordinary day would: nothing echoes a period later. */
  #cut(difference: number): number {
    this.#known += 1;
    const most = this.#known < MIN_KNOWN ? Infinity : ORDINARY * this.#deviation;
    const cut = Math.max(-most, Math.min(most, difference));
    this.#deviation += (Math.abs(cut) - this.#deviation) / Math.min(this.#known, DEVIATION_MEMORY);
    return cut;
  }
}
