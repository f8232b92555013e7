import type { Aspect, Row } from './aspect.ts';
import type { RecentValues } from './recent-values.ts';

const WINDOWS = [8, 24, 96] as const;
/** The mean of a window is held against that of the rows before it, this many times as many. */
const BEFORE = 8;

/** How far the mean of the last rows is from the mean just before them. */
export class ShiftAspect implements Aspect {
  readonly name = 'shift';
  readonly measures = WINDOWS.length;
  readonly #pairs;

  constructor(recent: RecentValues) {
    this.#pairs = WINDOWS.map((rows) => ({ now: recent.moments(rows), before: recent.moments(BEFORE * rows, rows) }));
  }

  measure({ recent }: Row, sizes: Float64Array, offset: number): void {
    for (const [index, { now, before }] of this.#pairs.entries()) {
      const known = recent.rows > 2 * (WINDOWS[index] ?? 0);
      sizes[offset + index] = known ? Math.abs(now.mean - before.mean) : 0;
    }
  }
}
