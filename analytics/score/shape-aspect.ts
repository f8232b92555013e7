import type { SlotLayout, SlotMemory } from './slot-memory.ts';

/** A point is the mean of so many rows, a power of two: shapes are compared over hours, not readings, and much cheaper. */
export const ROWS_PER_POINT = 8;
const SHORT = 4;
const MIDDLE = 8;
const LONG = 16;
/** Differences added between two looks at whether a stretch can still be the nearest. */
const STEP = 4;
/** Of the stretches of the past, one in so many is looked at for a point, each in its turn: like shapes stay alike for some points. */
const TURNS = 4;
/** The past that a shape is looked for in. A power of two, so that a point finds its place by masking. */
const POINTS = 512;
const MASK = POINTS - 1;

const COUNT = 0;
const SUM = 1;
const NEAREST = 2;
const FIELDS = 3;

export const SHAPE_MEASURES = 3;

/**
 * How far the last points are from the stretch of the past most like them, over three lengths: the left matrix profile
 * without normalisation, so that a known shape at an unknown level is new too.
 */
export class ShapeAspect {
  readonly #pointsAt: number;
  readonly #fieldsAt: number;
  /** The last points, newest first. */
  readonly #query = new Float64Array(LONG);
  #short = 0;
  #middle = 0;
  #long = 0;
  #nearest = 0;

  constructor(layout: SlotLayout) {
    this.#pointsAt = layout.takeNarrow(POINTS);
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** Whether the row completed a point: only then are its sizes new. */
  measure(memory: SlotMemory, value: number, row: number, sizes: Float32Array, at: number): boolean {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const isComplete = (row & (ROWS_PER_POINT - 1)) === ROWS_PER_POINT - 1;
    const sum = (wide[fieldsAt + SUM] ?? 0) + value;
    wide[fieldsAt + SUM] = isComplete ? 0 : sum;
    if (!isComplete) return false;
    this.#addPoint(memory, sum / ROWS_PER_POINT);
    sizes[at] = Math.sqrt(this.#short);
    sizes[at + 1] = Math.sqrt(this.#middle);
    sizes[at + 2] = Math.sqrt(this.#long);
    return true;
  }

  #addPoint(memory: SlotMemory, point: number): void {
    const { wide, narrow } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const pointsAt = memory.narrowBase + this.#pointsAt;
    const now = wide[fieldsAt + COUNT] ?? 0;
    narrow[pointsAt + (now & MASK)] = point;
    wide[fieldsAt + COUNT] = now + 1;
    for (let back = 0; back < LONG; back += 1) this.#query[back] = narrow[pointsAt + ((now - back) & MASK)] ?? 0;
    this.#search(narrow, pointsAt, now, (wide[fieldsAt + NEAREST] ?? 0) + 1);
    wide[fieldsAt + NEAREST] = this.#nearest;
  }

  /** Begins where the last search ended, one further: shapes mostly go on alike, and a near start spares much of the rest. */
  #search(points: Float32Array, pointsAt: number, now: number, likely: number): void {
    this.#short = Infinity;
    this.#middle = Infinity;
    this.#long = Infinity;
    this.#nearest = 0;
    const oldest = Math.max(0, now - POINTS + 1);
    const last = now - SHORT - (now % TURNS);
    if (likely >= oldest + LONG - 1 && likely <= now - LONG) this.#compareWith(points, pointsAt, now, likely, likely);
    this.#compareWith(points, pointsAt, now, oldest + SHORT - 1, last);
    if (this.#short === Infinity) this.#short = 0;
    if (this.#middle === Infinity) this.#middle = 0;
    if (this.#long === Infinity) this.#long = 0;
  }

  /**
   * Squared differences from the stretches that end at `first` to `last`, added up backwards: one pass gives all lengths,
   * and stops as soon as none can be the nearest any more.
   */
  #compareWith(points: Float32Array, pointsAt: number, now: number, first: number, last: number): void {
    const query = this.#query;
    const oldest = Math.max(0, now - POINTS + 1);
    const newest = query[0] ?? 0;
    let short = this.#short;
    let middle = this.#middle;
    let long = this.#long;
    for (let end = last; end >= first; end -= TURNS) {
      const start = newest - (points[pointsAt + (end & MASK)] ?? 0);
      if (start * start >= long) continue;
      const longest = Math.min(LONG, now - end, end - oldest + 1) & -STEP;
      let distance = 0;
      for (let back = 0; back < longest;) {
        for (const step = back + STEP; back < step; back += 1) {
          const difference = (query[back] ?? 0) - (points[pointsAt + ((end - back) & MASK)] ?? 0);
          distance += difference * difference;
        }
        if (back === SHORT && distance < short) short = distance;
        if (back === MIDDLE && distance < middle) middle = distance;
        if (distance >= long) break;
        if (back === LONG) {
          long = distance;
          this.#nearest = end;
        }
      }
    }
    this.#short = short;
    this.#middle = middle;
    this.#long = long;
  }
}
