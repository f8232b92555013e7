import type { SlotLayout, SlotMemory } from './slot-memory.ts';
import { StretchSearch } from './stretch-search.ts';

export const SHAPE_MEASURES = 3;
/** A point is the mean of so many rows, a power of two: shapes are compared over hours, not readings, and much cheaper. */
export const ROWS_PER_POINT = 8;
const POINTS = 256;

const COUNT = 0;
const SUM = 1;
const NEAREST = 2;
const FIELDS = 3;

/** How far the course of the last 32, 64 and 128 rows is from the stretch of the last 2,048 rows most like it. */
export class ShapeAspect {
  readonly #search = new StretchSearch({ lengths: [4, 8, 16], points: POINTS, turns: 4 });
  readonly #pointsAt: number;
  readonly #fieldsAt: number;

  constructor(layout: SlotLayout) {
    this.#pointsAt = layout.takeNarrow(POINTS);
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** Whether the row, the `row`th from 0, completed a point: only then are its sizes new. 0 while there is nothing to compare with. */
  measure(memory: SlotMemory, value: number, row: number, sizes: Float32Array, at: number): boolean {
    const { wide, narrow } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const isComplete = (row & (ROWS_PER_POINT - 1)) === ROWS_PER_POINT - 1;
    const sum = (wide[fieldsAt + SUM] ?? 0) + value;
    wide[fieldsAt + SUM] = isComplete ? 0 : sum;
    if (!isComplete) return false;
    const pointsAt = memory.narrowBase + this.#pointsAt;
    const now = wide[fieldsAt + COUNT] ?? 0;
    narrow[pointsAt + (now & (POINTS - 1))] = sum / ROWS_PER_POINT;
    wide[fieldsAt + COUNT] = now + 1;
    wide[fieldsAt + NEAREST] = this.#search.search(narrow, pointsAt, now, wide[fieldsAt + NEAREST] ?? 0);
    for (let length = 0; length < SHAPE_MEASURES; length += 1) {
      const distance = this.#search.distances[length] ?? Infinity;
      sizes[at + length] = distance === Infinity ? 0 : Math.sqrt(distance);
    }
    return true;
  }
}
