import type { ExportRows } from '../../core/ports/exporter.ts';
import type { SeriesId } from '../../core/series.ts';

interface Chunk {
  readonly seriesIds: Int32Array;
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  start: number;
  end: number;
}

/** Readings in the order in which they came, in columns. Whoever fills it bounds it, by giving up the oldest. */
export class ReadingBuffer {
  readonly #chunkReadings: number;
  readonly #chunks: Chunk[] = [];
  #filling = makeChunk(0);
  #count = 0;

  /** What is taken at once is at best a whole chunk: a request is best one. */
  constructor(chunkReadings: number) {
    this.#chunkReadings = chunkReadings;
  }

  get count(): number {
    return this.#count;
  }

  add(seriesId: SeriesId, observedAtMillis: number, value: number): void {
    if (this.#filling.end === this.#filling.values.length) this.#beginChunk();
    const chunk = this.#filling;
    chunk.seriesIds[chunk.end] = seriesId;
    chunk.observedAtMillis[chunk.end] = observedAtMillis;
    chunk.values[chunk.end] = value;
    chunk.end += 1;
    this.#count += 1;
  }

  /** Takes the oldest out, at most `most` and at most those that lie together; none when it is empty. */
  take(most: number): ExportRows {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return rowsOf(makeChunk(0), 0, 0);
    const { start } = chunk;
    const end = Math.min(chunk.end, start + most);
    this.#count -= end - start;
    chunk.start = end;
    if (end === chunk.end) this.#endChunk(chunk);
    return rowsOf(chunk, start, end);
  }

  /** Throws the oldest away; how many there were, at most `most`. */
  giveUp(most: number): number {
    const readings = Math.min(most, this.#count);
    for (let left = readings; left > 0;) left -= this.take(left).count;
    return readings;
  }

  #beginChunk(): void {
    this.#filling = makeChunk(this.#chunkReadings);
    this.#chunks.push(this.#filling);
  }

  #endChunk(chunk: Chunk): void {
    this.#chunks.shift();
    if (chunk === this.#filling) this.#filling = makeChunk(0);
  }
}

/** Views, not copies: a chunk is never written to again where it was read. */
function rowsOf({ seriesIds, observedAtMillis, values }: Chunk, start: number, end: number): ExportRows {
  return {
    count: end - start,
    seriesIds: seriesIds.subarray(start, end),
    observedAtMillis: observedAtMillis.subarray(start, end),
    values: values.subarray(start, end),
  };
}

function makeChunk(readings: number): Chunk {
  return {
    seriesIds: new Int32Array(readings),
    observedAtMillis: new Float64Array(readings),
    values: new Float64Array(readings),
    start: 0,
    end: 0,
  };
}
