import type { LatestReading } from '../core/ports/working-memory.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { RegisteredSeries, SeriesRegistry } from '../core/series-registry.ts';
import type { SeriesId } from '../core/series.ts';

/** The newest reading of every series, in columns; what changed since the last flush is handed on at once. */
export class LatestReadings {
  readonly #registry: SeriesRegistry;
  #observedAtMillis = new Float64Array(1024).fill(Number.NEGATIVE_INFINITY);
  #values = new Float64Array(1024);
  #isChanged = new Uint8Array(1024);
  #changed: number[] = [];

  constructor(registry: SeriesRegistry) {
    this.#registry = registry;
  }

  observe(batch: ReadingBatch): void {
    for (let row = 0; row < batch.count; row += 1) {
      const seriesId = batch.seriesIds[row] ?? 0;
      const observedAt = batch.observedAtMillis[row] ?? 0;
      if (seriesId >= this.#values.length) this.#grow(seriesId + 1);
      if (observedAt < (this.#observedAtMillis[seriesId] ?? 0)) continue;
      this.#observedAtMillis[seriesId] = observedAt;
      this.#values[seriesId] = batch.values[row] ?? 0;
      this.#markChanged(seriesId);
    }
  }

  /** Hands every one of them on again: whoever had them may have lost them. */
  markAllChanged(): void {
    for (const [seriesId, observedAtMillis] of this.#observedAtMillis.entries()) {
      if (observedAtMillis !== Number.NEGATIVE_INFINITY) this.#markChanged(seriesId);
    }
  }

  get changedCount(): number {
    return this.#changed.length;
  }

  /** At most `most` of the changed ones, as objects: the edge of the columns. */
  takeChanged(most: number): LatestReading[] {
    const seriesIds = this.#changed.splice(0, most);
    return seriesIds.flatMap((seriesId) => {
      this.#isChanged[seriesId] = 0;
      const registered = this.#registry.get(seriesId);
      return registered === undefined ? [] : [this.#readingOf(registered)];
    });
  }

  /** What this process has seen of a series since it started. */
  find(seriesKey: string): LatestReading | undefined {
    const registered = this.#registry.find(seriesKey);
    if (registered === undefined) return undefined;
    const reading = this.#readingOf(registered);
    return reading.observedAtMillis === Number.NEGATIVE_INFINITY ? undefined : reading;
  }

  /** Device time of the newest reading since the start; -Infinity if there was none. */
  observedAtMillisOf(seriesId: SeriesId): number {
    return this.#observedAtMillis[seriesId] ?? Number.NEGATIVE_INFINITY;
  }

  /** The newest value; meaningless where there was none. */
  valueOf(seriesId: SeriesId): number {
    return this.#values[seriesId] ?? 0;
  }

  #readingOf({ id, key }: RegisteredSeries): LatestReading {
    const observedAtMillis = this.#observedAtMillis[id] ?? Number.NEGATIVE_INFINITY;
    return { seriesKey: key, observedAtMillis, value: this.#values[id] ?? 0 };
  }

  #markChanged(seriesId: number): void {
    if (this.#isChanged[seriesId] === 1) return;
    this.#isChanged[seriesId] = 1;
    this.#changed.push(seriesId);
  }

  #grow(needed: number): void {
    let capacity = this.#values.length;
    while (capacity < needed) capacity *= 2;
    const observedAt = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY);
    observedAt.set(this.#observedAtMillis);
    const values = new Float64Array(capacity);
    values.set(this.#values);
    const isChanged = new Uint8Array(capacity);
    isChanged.set(this.#isChanged);
    this.#observedAtMillis = observedAt;
    this.#values = values;
    this.#isChanged = isChanged;
  }
}
