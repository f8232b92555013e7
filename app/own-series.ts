import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';
import { seriesKey, type Series, type SeriesId } from '../core/series.ts';

interface Figure {
  readonly series: Series;
  readonly value: number;
}

/**
 * Figures of Telltale's own that go out with the readings and are none: they have integers below 0, which no series of a device
 * has, and neither the history nor the detectors see them.
 */
export class OwnSeries {
  readonly #series: Series[] = [];
  readonly #ids = new Map<string, SeriesId>();

  get(seriesId: SeriesId): Series | undefined {
    return this.#series[-1 - seriesId];
  }

  /** A counter that is new begins at 0 a moment earlier, so that its first increase is seen as one. */
  batchOf(figures: readonly Figure[], nowMillis: number): ReadingBatch {
    const builder = new ReadingBatchBuilder();
    for (const { series, value } of figures) {
      const key = seriesKey(series);
      const known = this.#ids.get(key);
      const id = known ?? this.#add(key, series);
      if (known === undefined && series.metric.endsWith('_total')) builder.add(id, nowMillis - 1, 0);
      builder.add(id, nowMillis, value);
    }
    return builder.build(nowMillis);
  }

  #add(key: string, series: Series): SeriesId {
    this.#series.push(series);
    const id = -this.#series.length;
    this.#ids.set(key, id);
    return id;
  }
}
