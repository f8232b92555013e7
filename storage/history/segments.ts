import type { Database, Statement } from 'better-sqlite3';
import type { SeriesId } from '../../core/series.ts';
import { ChunkEncoder, decodeChunk } from './codec/chunk-codec.ts';
import type { ColumnBuffer } from './columns.ts';

export interface Segment {
  readonly id: number;
  readonly level: number;
  /** The last journal row it holds: segments hold disjoint runs of them, so this orders them as written. */
  readonly lastCommit: number;
  readonly count: number;
  /** Readings of its longest series, at most. */
  readonly longest: number;
  readonly firstMillis: number;
  readonly lastMillis: number;
}

/** One series within one segment, as stored. */
export interface Chunk {
  readonly seriesId: SeriesId;
  readonly count: number;
  readonly firstMillis: number;
  readonly data: Buffer;
}

const SEGMENT_COLUMNS =
  'id, level, last_commit AS lastCommit, count, longest, first_time AS firstMillis, last_time AS lastMillis';
const CHUNK_COLUMNS = 'series_id AS seriesId, count, first_time AS firstMillis, data';

/**
 * Segments and their chunks. A chunk counts only once its segment has a row, so a segment can be written in
 * many transactions and appears in one; chunks without a segment are left-overs that `sweep` removes.
 */
export class Segments {
  readonly #encoder = new ChunkEncoder();
  readonly #nextId: Statement<[], number>;
  readonly #insertChunk: Statement<[number, SeriesId, number, number, number, number, number, Uint8Array]>;
  readonly #insertSegment: Statement<[Segment]>;
  readonly #removeSegment: Statement<[number]>;
  readonly #promote: Statement<[number]>;
  readonly #ofLevel: Statement<[number], Segment>;
  readonly #overlapping: Statement<[number, number], number>;
  readonly #chunk: Statement<[number, SeriesId], Chunk>;
  readonly #chunkAfter: Statement<[number, SeriesId], Chunk>;
  readonly #expired: Statement<[number]>;
  readonly #nextChunkSegment: Statement<[number], number | null>;
  readonly #exists: Statement<[number], number>;
  readonly #removeChunks: Statement<[number, number, number]>;

  constructor(database: Database) {
    this.#nextId = database
      .prepare<[], number>(
        `SELECT 1 + max(ifnull((SELECT max(id) FROM segment), 0), ifnull((SELECT max(segment_id) FROM chunk), 0))`,
      )
      .pluck();
    this.#insertChunk = database.prepare('INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertSegment = database.prepare(
      'INSERT INTO segment VALUES (@id, @level, @lastCommit, @count, @longest, @firstMillis, @lastMillis)',
    );
    this.#removeSegment = database.prepare('DELETE FROM segment WHERE id = ?');
    this.#promote = database.prepare('UPDATE segment SET level = level + 1 WHERE id = ?');
    this.#ofLevel = database.prepare(`SELECT ${SEGMENT_COLUMNS} FROM segment WHERE level = ? ORDER BY last_commit`);
    this.#overlapping = database
      .prepare<[number, number], number>(
        `SELECT id FROM segment WHERE first_time < ? AND last_time >= ? ORDER BY last_commit`,
      )
      .pluck();
    this.#chunk = database.prepare(`SELECT ${CHUNK_COLUMNS} FROM chunk WHERE segment_id = ? AND series_id = ?`);
    this.#chunkAfter = database.prepare(
      `SELECT ${CHUNK_COLUMNS} FROM chunk WHERE segment_id = ? AND series_id > ? ORDER BY series_id LIMIT 1`,
    );
    this.#expired = database.prepare('DELETE FROM segment WHERE last_time < ?');
    this.#nextChunkSegment = database
      .prepare<[number], number | null>('SELECT min(segment_id) FROM chunk WHERE segment_id > ?')
      .pluck();
    this.#exists = database.prepare<[number], number>('SELECT 1 FROM segment WHERE id = ?').pluck();
    this.#removeChunks = database.prepare(
      `DELETE FROM chunk WHERE segment_id = ? AND series_id IN
         (SELECT series_id FROM chunk WHERE segment_id = ? ORDER BY series_id LIMIT ?)`,
    );
  }

  /** Higher than that of any segment, whole or left over. */
  nextId(): number {
    return this.#nextId.get() ?? 1;
  }

  /** `times` rising, at least one. */
  addChunk(segmentId: number, seriesId: SeriesId, times: Float64Array, values: Float64Array): void {
    let minimum = Infinity;
    let maximum = -Infinity;
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] ?? 0;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
    const first = times[0] ?? 0;
    const last = times.at(-1) ?? 0;
    const data = this.#encoder.encode(times, values);
    this.#insertChunk.run(segmentId, seriesId, times.length, first, last, minimum, maximum, data);
  }

  add(segment: Segment): void {
    this.#insertSegment.run(segment);
  }

  remove(segmentId: number): void {
    this.#removeSegment.run(segmentId);
  }

  /** To the next level as it is. */
  promote(segmentId: number): void {
    this.#promote.run(segmentId);
  }

  /** Oldest first. */
  ofLevel(level: number): Segment[] {
    return this.#ofLevel.all(level);
  }

  removeWhollyBefore(millis: number): void {
    this.#expired.run(millis);
  }

  /** The chunk of the lowest series above `seriesId`; -1 for the first. */
  chunkAfter(segmentId: number, seriesId: SeriesId): Chunk | undefined {
    return this.#chunkAfter.get(segmentId, seriesId);
  }

  /** Adds one series' chunks of the segments that overlap the period, whole, in the order written. */
  collect(seriesId: SeriesId, fromMillis: number, toMillis: number, into: ColumnBuffer): void {
    for (const segmentId of this.#overlapping.all(toMillis, fromMillis)) {
      const chunk = this.#chunk.get(segmentId, seriesId);
      if (chunk !== undefined) decodeInto(chunk, into);
    }
  }

  /** A segment that left chunks behind, if any did. */
  leftOver(): number | undefined {
    let id = this.#nextChunkSegment.get(-1) ?? undefined;
    while (id !== undefined && this.#exists.get(id) !== undefined) id = this.#nextChunkSegment.get(id) ?? undefined;
    return id;
  }

  /** Removes up to `limit` chunks of a segment that has no row; returns whether there may be more. */
  sweep(segmentId: number, limit: number): boolean {
    return this.#removeChunks.run(segmentId, segmentId, limit).changes === limit;
  }
}

export function decodeInto(chunk: Chunk, into: ColumnBuffer): void {
  const { times, values } = into.extend(chunk.count);
  decodeChunk(chunk.data, chunk.firstMillis, times, values);
}
