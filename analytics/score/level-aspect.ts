import type { Aspect, Row } from './aspect.ts';
import type { RecentValues } from './recent-values.ts';

const WINDOWS = [1, 4, 16] as const;
/** The long-run mean forgets over this many rows. */
const MEMORY_ROWS = 10_000;

/** How far the mean of the last rows is from the long-run mean. */
export class LevelAspect implements Aspect {
  readonly name = 'level';
  readonly measures = WINDOWS.length;
  readonly #means: readonly { readonly mean: number }[];
  #longRunMean = 0;
  #rows = 0;

  constructor(recent: RecentValues) {
    this.#means = WINDOWS.map((rows) => recent.moments(rows));
  }

  measure({ recent }: Row, sizes: Float64Array): void {
    for (let index = 0; index < this.measures; index += 1) {
      sizes[index] = Math.abs((this.#means[index]?.mean ?? 0) - this.#longRunMean);
    }
    this.#rows += 1;
    this.#longRunMean += (recent.at(0) - this.#longRunMean) / Math.min(this.#rows, MEMORY_ROWS);
  }
}
