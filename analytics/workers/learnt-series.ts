import type { SeriesId } from '../../core/series.ts';

/** The series of which enough is known, a byte each. */
export class LearntSeries {
  #flags = new Uint8Array(0);

  add(seriesId: SeriesId): void {
    if (seriesId >= this.#flags.length) {
      const larger = new Uint8Array(Math.max(seriesId + 1, this.#flags.length * 2));
      larger.set(this.#flags);
      this.#flags = larger;
    }
    this.#flags[seriesId] = 1;
  }

  has(seriesId: SeriesId): boolean {
    return this.#flags[seriesId] === 1;
  }
}
