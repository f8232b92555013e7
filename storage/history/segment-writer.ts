import type { SeriesId } from '../../core/series.ts';
import type { Segments } from './segments.ts';

/** Writes the chunks of one new segment and sums up what the segment's own row will say. */
export class SegmentWriter {
  readonly #segments: Segments;
  readonly #id: number;
  #count = 0;
  #longest = 0;
  #firstMillis = Infinity;
  #lastMillis = -Infinity;

  constructor(segments: Segments) {
    this.#segments = segments;
    this.#id = segments.nextId();
  }

  get count(): number {
    return this.#count;
  }

  addChunk(seriesId: SeriesId, times: Float64Array, values: Float64Array): void {
    this.#segments.addChunk(this.#id, seriesId, times, values);
    this.#count += times.length;
    this.#longest = Math.max(this.#longest, times.length);
    this.#firstMillis = Math.min(this.#firstMillis, times[0] ?? Infinity);
    this.#lastMillis = Math.max(this.#lastMillis, times.at(-1) ?? -Infinity);
  }

  /** Makes the chunks count. */
  finish(level: number, lastCommit: number): void {
    this.#segments.add({
      id: this.#id,
      level,
      lastCommit,
      count: this.#count,
      longest: this.#longest,
      firstMillis: this.#firstMillis,
      lastMillis: this.#lastMillis,
    });
  }
}
