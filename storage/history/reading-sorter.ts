import type { SeriesId } from '../../core/series.ts';
import { sortByTime } from './columns.ts';
import type { Readings } from './journal.ts';

/** Brings readings of many series into series order by counting: `count` all, then `place` all, then `seriesRuns`. */
export class ReadingSorter {
  /** First the readings of each series, then the row after each series' last placed one. */
  #ends = new Uint32Array(1024);
  #seriesCount = 0;
  #total = 0;
  #times = new Float64Array();
  #values = new Float64Array();

  clear(): void {
    this.#ends.fill(0, 0, this.#seriesCount);
    this.#seriesCount = 0;
    this.#total = 0;
  }

  count(readings: Readings): void {
    for (let row = 0; row < readings.count; row += 1) {
      const seriesId = readings.seriesIds[row] ?? 0;
      if (seriesId >= this.#seriesCount) this.#makeRoomFor(seriesId);
      this.#ends[seriesId] = (this.#ends[seriesId] ?? 0) + 1;
    }
    this.#total += readings.count;
  }

  /** After the last `count`: gives each series its place. */
  startPlacing(): void {
    let start = 0;
    for (let seriesId = 0; seriesId < this.#seriesCount; seriesId += 1) {
      const count = this.#ends[seriesId] ?? 0;
      this.#ends[seriesId] = start;
      start += count;
    }
    if (this.#times.length >= this.#total) return;
    this.#times = new Float64Array(this.#total);
    this.#values = new Float64Array(this.#total);
  }

  /** The same readings in the same order as they were counted. */
  place(readings: Readings): void {
    for (let row = 0; row < readings.count; row += 1) {
      const seriesId = readings.seriesIds[row] ?? 0;
      const to = this.#ends[seriesId] ?? 0;
      this.#ends[seriesId] = to + 1;
      this.#times[to] = readings.observedAtMillis[row] ?? 0;
      this.#values[to] = readings.values[row] ?? 0;
    }
  }

  /** Each series that has readings, lowest first, its times rising and unique; views into reused columns. */
  *seriesRuns(): Generator<{
    readonly seriesId: SeriesId;
    readonly times: Float64Array;
    readonly values: Float64Array;
  }> {
    let start = 0;
    for (let seriesId = 0; seriesId < this.#seriesCount; seriesId += 1) {
      const end = this.#ends[seriesId] ?? 0;
      if (end === start) continue;
      const times = this.#times.subarray(start, end);
      const values = this.#values.subarray(start, end);
      const count = sortByTime(times, values);
      yield { seriesId, times: times.subarray(0, count), values: values.subarray(0, count) };
      start = end;
    }
  }

  #makeRoomFor(seriesId: SeriesId): void {
    if (seriesId >= this.#ends.length) {
      const ends = new Uint32Array(Math.max(seriesId + 1, this.#ends.length * 2));
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#seriesCount = seriesId + 1;
  }
}
