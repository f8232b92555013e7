import type { Aspect, Row } from './aspect.ts';
import type { RecentValues } from './recent-values.ts';

/** A deviation is at least this share of the one it is held against: silence is not infinitely quieter than noise. */
const LEAST_SHARE = 0.01;

/** How much the deviation of the last rows differs from the deviation just before them: grown, fallen, or in the series' unit. */
export class SpreadAspect implements Aspect {
  readonly name = 'spread';
  readonly measures = 4;
  readonly #short;
  readonly #beforeShort;
  readonly #middle;
  readonly #beforeMiddle;
  readonly #long;
  readonly #beforeLong;

  constructor(recent: RecentValues) {
    this.#short = recent.moments(8);
    this.#beforeShort = recent.moments(64, 8);
    this.#middle = recent.moments(16);
    this.#beforeMiddle = recent.moments(64, 16);
    this.#long = recent.moments(32);
    this.#beforeLong = recent.moments(256, 32);
  }

  measure({ recent }: Row, sizes: Float64Array): void {
    const short = recent.rows > 16 ? logRatio(this.#short.deviation, this.#beforeShort.deviation) : 0;
    const long = recent.rows > 64 ? logRatio(this.#long.deviation, this.#beforeLong.deviation) : 0;
    sizes[0] = Math.max(0, short);
    sizes[1] = Math.max(0, long);
    sizes[2] = Math.max(0, -long);
    sizes[3] = recent.rows > 32 ? Math.abs(this.#middle.deviation - this.#beforeMiddle.deviation) : 0;
  }
}

function logRatio(now: number, before: number): number {
  const least = LEAST_SHARE * before;
  return now === 0 && before === 0 ? 0 : Math.log((now + least) / (before + least + Number.MIN_VALUE));
}
