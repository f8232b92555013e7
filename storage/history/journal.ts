import type { Database, Statement } from 'better-sqlite3';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { SeriesId } from '../../core/series.ts';
import type { ColumnBuffer } from './columns.ts';

/** Rows of a batch; the arrays may be longer than `count`. */
export type Readings = Pick<ReadingBatch, 'count' | 'seriesIds' | 'observedAtMillis' | 'values'>;

/** One commit, as the journal lists it. */
export interface JournalRow {
  readonly id: number;
  readonly count: number;
}

interface ColumnsRow {
  readonly count: number;
  readonly series_ids: Buffer;
  readonly times: Buffer;
  readonly reading_values: Buffer;
}

/** Commits in the order they came, each one row of raw columns: the cheapest thing to put on disk. */
export class Journal {
  readonly #insert: Statement<[number, number, number, Buffer, Buffer, Buffer]>;
  readonly #rows: Statement<[], JournalRow>;
  readonly #readingCount: Statement<[], number>;
  readonly #columns: Statement<[number], ColumnsRow>;
  readonly #seriesIds: Statement<[number], Buffer>;
  readonly #overlapping: Statement<[number, number], number>;
  readonly #remove: Statement<[number]>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO journal (count, first_time, last_time, series_ids, times, reading_values) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#rows = database.prepare('SELECT id, count FROM journal ORDER BY id');
    this.#readingCount = database.prepare<[], number>('SELECT ifnull(sum(count), 0) FROM journal').pluck();
    this.#columns = database.prepare('SELECT count, series_ids, times, reading_values FROM journal WHERE id = ?');
    this.#seriesIds = database.prepare<[number], Buffer>('SELECT series_ids FROM journal WHERE id = ?').pluck();
    this.#overlapping = database
      .prepare<[number, number], number>('SELECT id FROM journal WHERE first_time < ? AND last_time >= ? ORDER BY id')
      .pluck();
    this.#remove = database.prepare('DELETE FROM journal WHERE id <= ?');
  }

  append(readings: Readings): void {
    const { count } = readings;
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < count; row += 1) {
      const time = readings.observedAtMillis[row] ?? 0;
      if (time < first) first = time;
      if (time > last) last = time;
    }
    this.#insert.run(
      count,
      first,
      last,
      bytesOf(readings.seriesIds, count),
      bytesOf(readings.observedAtMillis, count),
      bytesOf(readings.values, count),
    );
  }

  /** Oldest first. */
  rows(): JournalRow[] {
    return this.#rows.all();
  }

  readingCount(): number {
    return this.#readingCount.get() ?? 0;
  }

  columns(id: number): Readings {
    const row = this.#columns.get(id);
    if (row === undefined) return NO_READINGS;
    return {
      count: row.count,
      seriesIds: new Int32Array(alignedBufferOf(row.series_ids), 0, row.count),
      observedAtMillis: new Float64Array(alignedBufferOf(row.times), 0, row.count),
      values: new Float64Array(alignedBufferOf(row.reading_values), 0, row.count),
    };
  }

  /**
   * Adds what the commits that overlap the period hold of one series, in the order written. Looks at the
   * integers first: most commits hold only some of many series, and the other columns are four times as long.
   */
  collect(seriesId: SeriesId, fromMillis: number, toMillis: number, into: ColumnBuffer): void {
    for (const id of this.#overlapping.all(toMillis, fromMillis)) {
      if (!this.#seriesIdsOf(id).includes(seriesId)) continue;
      const { count, seriesIds, observedAtMillis, values } = this.columns(id);
      for (let row = 0; row < count; row += 1) {
        if (seriesIds[row] !== seriesId) continue;
        into.add(observedAtMillis[row] ?? 0, values[row] ?? 0);
      }
    }
  }

  #seriesIdsOf(id: number): Int32Array {
    const blob = this.#seriesIds.get(id);
    return blob === undefined ? NO_READINGS.seriesIds : new Int32Array(alignedBufferOf(blob));
  }

  removeThrough(id: number): void {
    this.#remove.run(id);
  }
}

const NO_READINGS: Readings = {
  count: 0,
  seriesIds: new Int32Array(),
  observedAtMillis: new Float64Array(),
  values: new Float64Array(),
};

function bytesOf(column: Int32Array | Float64Array, count: number): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, count * column.BYTES_PER_ELEMENT);
}

/** Small blobs may come from a shared pool, at an offset no typed array may begin at. */
function alignedBufferOf(blob: Buffer): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = blob;
  if (byteOffset === 0 && buffer instanceof ArrayBuffer) return buffer;
  return Uint8Array.from(blob).buffer.slice(0, byteLength);
}
