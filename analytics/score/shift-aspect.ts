import type { Aspect, Row } from './aspect.ts';
import type { RecentValues } from './recent-values.ts';

const WINDOWS = [8, 24, 96] as const;
/** The mean of a window is held against that of the rows before it, this many times as many. */
const BEFORE = 8;

/** How far the mean of the last rows is from the mean just before them. */
export class ShiftAspect implements Aspect {
  readonly name = 'shift';
  readonly measures = WINDOWS.length;
  readonly #now: readonly { readonly mean: number }[];
  readonly #before: readonly { readonly mean: number }[];

  constructor(recent: RecentValues) {
    this.#now = WINDOWS.map((rows) => recent.moments(rows));
    this.#before = WINDOWS.map((rows) => recent.moments(BEFORE * rows, rows));
  }

  measure({ recent }: Row, sizes: Float64Array): void {
    for (let index = 0; index < this.measures; index += 1) {
      const known = recent.rows > 2 * (WINDOWS[index] ?? 0);
      sizes[index] = known ? Math.abs((this.#now[index]?.mean ?? 0) - (this.#before[index]?.mean ?? 0)) : 0;
    }
  }
}
