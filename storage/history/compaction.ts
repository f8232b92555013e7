import type { Database } from 'better-sqlite3';
import { ColumnBuffer } from './columns.ts';
import type { Journal, JournalRow } from './journal.ts';
import { ReadingSorter } from './reading-sorter.ts';
import { SegmentWriter } from './segment-writer.ts';
import { decodeInto, type Chunk, type Segment, type Segments } from './segments.ts';

export interface CompactionSettings {
  /** Most readings of one segment as it leaves the journal, unless a single commit has more. */
  readonly segmentReadings: number;
  /** So many segments of one level become one of the next. */
  readonly mergeSegments: number;
  /** Segments of this level are not merged: retention drops whole ones. */
  readonly highestLevel: number;
  /** A series is merged into chunks of no more readings than this: what reading one of them costs in memory. */
  readonly longestChunk: number;
  /** Readings handled between two chances for others to have their turn: about 10 ms. */
  readonly sliceReadings: number;
}

export const DEFAULT_COMPACTION: CompactionSettings = {
  segmentReadings: 1_000_000,
  mergeSegments: 16,
  highestLevel: 2,
  longestChunk: 1_000_000,
  sliceReadings: 32_768,
};

const SWEEP_CHUNKS = 1024;

/**
 * Rewrites what was committed into what is small and quick to read. Each method is a generator that yields
 * between slices, so that commits and reads never wait for more than one. A crash at any point loses and
 * doubles nothing: what is new appears, and what it replaces disappears, in one transaction.
 */
export class Compaction {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #segments: Segments;
  readonly #settings: CompactionSettings;
  readonly #sorter = new ReadingSorter();
  readonly #columns = new ColumnBuffer();

  constructor(database: Database, journal: Journal, segments: Segments, settings: CompactionSettings) {
    this.#database = database;
    this.#journal = journal;
    this.#segments = segments;
    this.#settings = settings;
  }

  /** Everything there is to do; what ended before `expiredMillis` is dropped, a whole segment at a time. */
  *run(expiredMillis: number): Generator<void> {
    yield* this.#sweep();
    yield* this.#seal();
    this.#segments.removeWhollyBefore(expiredMillis);
    for (let level = 0; level < this.#settings.highestLevel; level += 1) yield* this.#mergeLevel(level);
    yield* this.#sweep();
  }

  /** Removes chunks that no segment counts as its own. */
  *#sweep(): Generator<void> {
    for (let id = this.#segments.leftOver(); id !== undefined; id = this.#segments.leftOver()) {
      while (this.#segments.sweep(id, SWEEP_CHUNKS)) yield;
    }
  }

  /** Turns the journal, as it is when called, into segments of level 0. */
  *#seal(): Generator<void> {
    for (const rows of groupRows(this.#journal.rows(), this.#settings.segmentReadings)) {
      yield* this.#sort(rows);
      const writer = new SegmentWriter(this.#segments);
      const runs = this.#sorter.seriesRuns();
      yield* this.#inSlices(() => {
        const { done, value } = runs.next();
        if (done === true) return false;
        writer.addChunk(value.seriesId, value.times, value.values);
        return true;
      }, writer);
      const lastCommit = rows.at(-1)?.id ?? 0;
      this.#database.transaction(() => {
        writer.finish(0, lastCommit);
        this.#journal.removeThrough(lastCommit);
      })();
      yield;
    }
  }

  *#sort(rows: readonly JournalRow[]): Generator<void> {
    this.#sorter.clear();
    for (const slice of groupRows(rows, this.#settings.sliceReadings)) {
      for (const { id } of slice) this.#sorter.count(this.#journal.columns(id));
      yield;
    }
    this.#sorter.startPlacing();
    for (const slice of groupRows(rows, this.#settings.sliceReadings)) {
      for (const { id } of slice) this.#sorter.place(this.#journal.columns(id));
      yield;
    }
  }

  *#mergeLevel(level: number): Generator<void> {
    const { mergeSegments, longestChunk } = this.#settings;
    for (;;) {
      const oldest = this.#segments.ofLevel(level).slice(0, mergeSegments);
      if (oldest.length < mergeSegments) return;
      const longest = oldest.reduce((sum, segment) => sum + segment.longest, 0);
      if (longest > longestChunk) this.#promote(oldest);
      else yield* this.#merge(oldest, level + 1);
      yield;
    }
  }

  /** Chunks that are long enough already stay as they are. */
  #promote(segments: readonly Segment[]): void {
    this.#database.transaction(() => {
      for (const { id } of segments) this.#segments.promote(id);
    })();
  }

  /** Rewrites segments, given in the order written, as one. */
  *#merge(segments: readonly Segment[], level: number): Generator<void> {
    const heads = segments.map(({ id }) => this.#segments.chunkAfter(id, -1));
    const writer = new SegmentWriter(this.#segments);
    yield* this.#inSlices(() => {
      const seriesId = lowestSeriesOf(heads);
      if (seriesId === undefined) return false;
      this.#columns.clear();
      for (const [position, head] of heads.entries()) {
        const segment = segments[position];
        if (head?.seriesId !== seriesId || segment === undefined) continue;
        decodeInto(head, this.#columns);
        heads[position] = this.#segments.chunkAfter(segment.id, seriesId);
      }
      this.#columns.sort();
      writer.addChunk(seriesId, this.#columns.times, this.#columns.values);
      return true;
    }, writer);
    this.#database.transaction(() => {
      writer.finish(level, segments.at(-1)?.lastCommit ?? 0);
      for (const { id } of segments) this.#segments.remove(id);
    })();
  }

  /** Calls `writeNext` until it has no more to write, one transaction for each slice. */
  *#inSlices(writeNext: () => boolean, writer: SegmentWriter): Generator<void> {
    const writeSlice = this.#database.transaction(() => {
      const end = writer.count + this.#settings.sliceReadings;
      let more = true;
      while (more && writer.count < end) more = writeNext();
      return more;
    });
    while (writeSlice()) yield;
  }
}

function lowestSeriesOf(heads: readonly (Chunk | undefined)[]): number | undefined {
  let lowest: number | undefined;
  for (const head of heads) {
    if (head !== undefined && (lowest === undefined || head.seriesId < lowest)) lowest = head.seriesId;
  }
  return lowest;
}

/** Runs of rows with at most `limit` readings each, or a single row that has more. */
function* groupRows(rows: readonly JournalRow[], limit: number): Generator<readonly JournalRow[]> {
  let group: JournalRow[] = [];
  let count = 0;
  for (const row of rows) {
    if (group.length > 0 && count + row.count > limit) {
      yield group;
      group = [];
      count = 0;
    }
    group.push(row);
    count += row.count;
  }
  if (group.length > 0) yield group;
}
