import type { ExportRows } from '../../core/ports/exporter.ts';

const CHUNK_READINGS = 16_384;

interface Chunk {
  readonly seriesIds: Int32Array;
  readonly observedAtMillis: Float64Array;
  readonly values: Float64Array;
  start: number;
  end: number;
}

/** Readings in the order in which they came, in columns; bounded: beyond that the oldest are given up. */
export class ReadingBuffer {
  readonly #maxReadings: number;
  readonly #chunks: Chunk[] = [];
  #count = 0;

  constructor(maxReadings: number) {
    this.#maxReadings = maxReadings;
  }

  get count(): number {
    return this.#count;
  }

  /** How many readings were given up to make room. */
  push(rows: ExportRows): number {
    for (let from = 0; from < rows.count;) {
      const chunk = this.#chunkWithRoom();
      const count = Math.min(rows.count - from, CHUNK_READINGS - chunk.end);
      chunk.seriesIds.set(rows.seriesIds.subarray(from, from + count), chunk.end);
      chunk.observedAtMillis.set(rows.observedAtMillis.subarray(from, from + count), chunk.end);
      chunk.values.set(rows.values.subarray(from, from + count), chunk.end);
      chunk.end += count;
      from += count;
    }
    this.#count += rows.count;
    return this.#giveUp(Math.max(0, this.#count - this.#maxReadings));
  }

  /** Takes the oldest out, at most `most` and at most those that lie together; none when it is empty. */
  take(most: number): ExportRows {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return rowsOf(makeChunk(0), 0, 0);
    const end = Math.min(chunk.end, chunk.start + most);
    const rows = rowsOf(chunk, chunk.start, end);
    this.#advance(chunk, end);
    return rows;
  }

  #giveUp(readings: number): number {
    for (let left = readings; left > 0;) left -= this.take(left).count;
    return readings;
  }

  #advance(chunk: Chunk, start: number): void {
    this.#count -= start - chunk.start;
    chunk.start = start;
    if (start === chunk.end) this.#chunks.shift();
  }

  #chunkWithRoom(): Chunk {
    const last = this.#chunks.at(-1);
    if (last !== undefined && last.end < CHUNK_READINGS) return last;
    const chunk = makeChunk(CHUNK_READINGS);
    this.#chunks.push(chunk);
    return chunk;
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
