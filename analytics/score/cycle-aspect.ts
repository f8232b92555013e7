import { findPeriod } from './find-period.ts';
import type { SlotLayout, SlotMemory } from './slot-memory.ts';
import { StretchSearch } from './stretch-search.ts';
import { UNKNOWN } from './tail-surprises.ts';

export const CYCLE_MEASURES = 3;
const POINTS = 512;
const LONGEST = 32;
/** Whether the series repeats itself is looked at after so many points, until it does. */
const POINTS_BETWEEN_LOOKS = 256;
const LEAST_CORRELATION = 0.7;
/** Points are made coarser until a cycle has no more than this; without a cycle, until a point has so many rows. */
const MOST_POINTS_PER_CYCLE = 48;
const MOST_ROWS_WITHOUT_CYCLE = 8;
/** A cycle this near to a day is the season's business: clocks that are moved and outages are no new shapes. */
const DAY_MILLIS = 86_400_000;
const NEAR = 0.12;

const COUNT = 0;
const SUM = 1;
const NEAREST = 2;
const ROWS_PER_POINT = 3;
const ROWS_IN_POINT = 4;
const HAS_CYCLE = 5;
const SINCE_LOOK = 6;
/** So many points are still to come before the last ones hold no gap. */
const BROKEN_POINTS = 7;
/** Rows of the point begun that fell into a gap. */
const SKIPPED_ROWS = 8;
const FIELDS = 9;

/** What a row means to the cycle: only with a new point there are new sizes; a coarser scale makes the old sizes worthless. */
export type CycleStep = 'same' | 'new' | 'rescaled';

/**
 * How far the last eighth, quarter and half of a cycle, or somewhat more, is from the stretch of the past most like it, in a series that
 * repeats itself. How long a cycle takes is found out, not told: points begin as rows, and are joined as long as the
 * cycle, if any, has too many of them.
 */
export class CycleAspect {
  rowsPerPoint = 1;
  readonly #search = new StretchSearch({ lengths: [8, 16, LONGEST], points: POINTS, turns: 1 });
  readonly #pointsAt: number;
  readonly #fieldsAt: number;
  readonly #ordered = new Float64Array(POINTS);

  constructor(layout: SlotLayout) {
    this.#pointsAt = layout.takeNarrow(POINTS);
    this.#fieldsAt = layout.takeWide(FIELDS);
  }

  /** To be called before the first row of a series. */
  start({ wide, wideBase }: SlotMemory): void {
    wide[wideBase + this.#fieldsAt + ROWS_PER_POINT] = 1;
  }

  /**
   * Rows are missing before the next: a stretch across the gap is like nothing, and says nothing. Points go on where they would
   * have begun without the gap: half a point off, a cycle would look new.
   */
  breakOff({ wide, wideBase }: SlotMemory, missingRows: number): void {
    const fieldsAt = wideBase + this.#fieldsAt;
    const rowsPerPoint = wide[fieldsAt + ROWS_PER_POINT] ?? 1;
    wide[fieldsAt + BROKEN_POINTS] = LONGEST;
    wide[fieldsAt + SKIPPED_ROWS] = ((wide[fieldsAt + ROWS_IN_POINT] ?? 0) + missingRows) % rowsPerPoint;
    wide[fieldsAt + ROWS_IN_POINT] = wide[fieldsAt + SKIPPED_ROWS] ?? 0;
    wide[fieldsAt + SUM] = 0;
  }

  measure(memory: SlotMemory, value: number, spacingMillis: number, sizes: Float32Array, at: number): CycleStep {
    const { wide } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    this.rowsPerPoint = wide[fieldsAt + ROWS_PER_POINT] ?? 1;
    const rows = (wide[fieldsAt + ROWS_IN_POINT] ?? 0) + 1;
    const sum = (wide[fieldsAt + SUM] ?? 0) + value;
    const isComplete = rows >= this.rowsPerPoint;
    wide[fieldsAt + SUM] = isComplete ? 0 : sum;
    wide[fieldsAt + ROWS_IN_POINT] = isComplete ? 0 : rows;
    if (!isComplete) return 'same';
    const seen = rows - (wide[fieldsAt + SKIPPED_ROWS] ?? 0);
    wide[fieldsAt + SKIPPED_ROWS] = 0;
    return this.#addPoint(memory, sum / seen, spacingMillis, sizes, at);
  }

  #addPoint(memory: SlotMemory, point: number, spacingMillis: number, sizes: Float32Array, at: number): CycleStep {
    const { wide, narrow } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const pointsAt = memory.narrowBase + this.#pointsAt;
    const now = wide[fieldsAt + COUNT] ?? 0;
    narrow[pointsAt + (now & (POINTS - 1))] = point;
    wide[fieldsAt + COUNT] = now + 1;
    if (wide[fieldsAt + HAS_CYCLE] === 0) return this.#lookForCycle(memory, now, spacingMillis);
    wide[fieldsAt + NEAREST] = this.#search.search(narrow, pointsAt, now, wide[fieldsAt + NEAREST] ?? 0);
    const broken = wide[fieldsAt + BROKEN_POINTS] ?? 0;
    wide[fieldsAt + BROKEN_POINTS] = Math.max(0, broken - 1);
    for (let length = 0; length < CYCLE_MEASURES; length += 1) {
      const distance = this.#search.distances[length] ?? Infinity;
      sizes[at + length] = broken > 0 || distance === Infinity ? UNKNOWN : Math.sqrt(distance);
    }
    return 'new';
  }

  #lookForCycle(memory: SlotMemory, now: number, spacingMillis: number): CycleStep {
    const { wide, narrow } = memory;
    const fieldsAt = memory.wideBase + this.#fieldsAt;
    const pointsAt = memory.narrowBase + this.#pointsAt;
    wide[fieldsAt + SINCE_LOOK] = (wide[fieldsAt + SINCE_LOOK] ?? 0) + 1;
    if (now + 1 < POINTS || (wide[fieldsAt + SINCE_LOOK] ?? 0) < POINTS_BETWEEN_LOOKS) return 'same';
    wide[fieldsAt + SINCE_LOOK] = 0;
    for (let index = 0; index < POINTS; index += 1) {
      this.#ordered[index] = narrow[pointsAt + ((now + 1 + index) & (POINTS - 1))] ?? 0;
    }
    const found = findPeriod(this.#ordered, LEAST_CORRELATION);
    const days = (found * this.rowsPerPoint * spacingMillis) / DAY_MILLIS;
    const period = Math.abs(days - 1) < NEAR ? 0 : found;
    wide[fieldsAt + HAS_CYCLE] = period > 0 ? 1 : 0;
    const joined = period > 0 ? joinedPoints(period) : this.rowsPerPoint < MOST_ROWS_WITHOUT_CYCLE ? 2 : 1;
    if (joined > 1) this.#join(memory, joined);
    return period > 0 ? 'rescaled' : 'same';
  }

  #join({ wide, wideBase, narrow, narrowBase }: SlotMemory, joined: number): void {
    const fieldsAt = wideBase + this.#fieldsAt;
    for (let point = 0; point < POINTS / joined; point += 1) {
      let sum = 0;
      for (let part = 0; part < joined; part += 1) sum += this.#ordered[point * joined + part] ?? 0;
      narrow[narrowBase + this.#pointsAt + point] = sum / joined;
    }
    wide[fieldsAt + COUNT] = POINTS / joined;
    wide[fieldsAt + NEAREST] = 0;
    wide[fieldsAt + ROWS_PER_POINT] = this.rowsPerPoint * joined;
  }
}

/** How many points, a power of two, are to become one. */
function joinedPoints(period: number): number {
  let joined = 1;
  while (period / joined > MOST_POINTS_PER_CYCLE) joined *= 2;
  return joined;
}
