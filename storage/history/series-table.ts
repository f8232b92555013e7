import type { Database, Statement } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { Series } from '../../core/series.ts';

interface SeriesRow {
  readonly id: number;
  readonly metric: string;
  readonly labels: string;
  readonly unit: string | null;
}

/**
 * Which series each integer stands for: row n has id n, from 0, without gaps. Metric and labels are kept as JSON,
 * which is the only text that SQLite gives back unchanged whatever a device put in it.
 */
export class SeriesTable {
  readonly #all: Statement<[], SeriesRow>;
  readonly #count: Statement<[], number>;
  readonly #keyOf: Statement<[number], string>;
  readonly #insert: Statement<[number, string, string, string, string | null]>;

  constructor(database: Database) {
    this.#all = database.prepare('SELECT id, metric, labels, unit FROM series ORDER BY id');
    this.#count = database.prepare<[], number>('SELECT count(*) FROM series').pluck();
    this.#keyOf = database.prepare<[number], string>('SELECT key FROM series WHERE id = ?').pluck();
    this.#insert = database.prepare('INSERT INTO series (id, key, metric, labels, unit) VALUES (?, ?, ?, ?, ?)');
  }

  load(): Series[] {
    return this.#all.all().map((row) => {
      const metric: string = JSON.parse(row.metric);
      const labels = new Map<string, string>(JSON.parse(row.labels));
      return row.unit === null ? { metric, labels } : { metric, labels, unit: row.unit };
    });
  }

  /** Repeats are harmless: a commit that was answered with an error may still have reached the disk. */
  add(newSeries: readonly RegisteredSeries[]): void {
    if (newSeries.length === 0) return;
    let next = this.#count.get() ?? 0;
    for (const { id, key, series } of newSeries) {
      if (id < next) {
        this.#expectSame(id, key);
        continue;
      }
      if (id > next) throw mismatch(`series ${id} arrived before series ${next}`);
      const { metric, labels, unit } = series;
      this.#insert.run(id, key, JSON.stringify(metric), JSON.stringify([...labels]), unit ?? null);
      next += 1;
    }
  }

  #expectSame(id: number, key: string): void {
    const stored = this.#keyOf.get(id);
    if (stored !== key) throw mismatch(`series ${id} is ${stored ?? 'unknown'} in the file and ${key} in this process`);
  }
}

function mismatch(detail: string): Failure {
  return new Failure(`the series of this process are not those of the history file: ${detail}`, {
    reason: 'other',
    retryable: false,
    remedy: 'restart Telltale, so that it takes the series from the file before it registers new ones',
  });
}
