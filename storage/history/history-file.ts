import type { Database } from 'better-sqlite3';
import type { SeriesColumns } from '../../core/ports/history.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { Series, SeriesId } from '../../core/series.ts';
import { ColumnBuffer, firstRowAt } from './columns.ts';
import { Compaction, DEFAULT_COMPACTION, type CompactionSettings } from './compaction.ts';
import { Journal, type Readings } from './journal.ts';
import { openDatabase } from './open-database.ts';
import { Segments } from './segments.ts';
import { SeriesTable } from './series-table.ts';

/**
 * Past readings in one SQLite file, synchronously. A commit goes into the journal as it came; `compact` turns the
 * journal into segments of compressed chunks, one chunk a series. Throws what SQLite throws.
 */
export class HistoryFile {
  readonly #database: Database;
  readonly #series: SeriesTable;
  readonly #journal: Journal;
  readonly #segments: Segments;
  readonly #compaction: Compaction;

  constructor(path: string, settings: CompactionSettings = DEFAULT_COMPACTION) {
    this.#database = openDatabase(path);
    this.#series = new SeriesTable(this.#database);
    this.#journal = new Journal(this.#database);
    this.#segments = new Segments(this.#database);
    this.#compaction = new Compaction(this.#database, this.#journal, this.#segments, settings);
  }

  /** Readings that wait to be compacted. */
  journalReadings(): number {
    return this.#journal.readingCount();
  }

  loadSeries(): Series[] {
    return this.#series.load();
  }

  /** Returns after an fsync: series and readings are on disk, or neither. */
  append(newSeries: readonly RegisteredSeries[], readings: Readings): void {
    this.#database.transaction(() => {
      this.#series.add(newSeries);
      if (readings.count > 0) this.#journal.append(readings);
    })();
  }

  /** Readings with `from <= time < to`, rising; of equal times the last written. */
  read(seriesId: SeriesId, fromMillis: number, toMillis: number): SeriesColumns {
    const found = new ColumnBuffer();
    this.#segments.collect(seriesId, fromMillis, toMillis, found);
    this.#journal.collect(seriesId, fromMillis, toMillis, found);
    found.sort();
    const start = firstRowAt(found.times, fromMillis);
    const end = firstRowAt(found.times, toMillis);
    return { observedAtMillis: found.times.slice(start, end), values: found.values.slice(start, end) };
  }

  /**
   * Each step does one slice of the work; commits and reads may come in between, a second run may not. Segments
   * that end before `expiredMillis` are dropped.
   */
  compact(expiredMillis: number): Generator<void> {
    return this.#compaction.run(expiredMillis);
  }

  close(): void {
    this.#database.close();
  }
}
