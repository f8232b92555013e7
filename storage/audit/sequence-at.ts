import type Database from 'better-sqlite3';

/** Finds rows by their time, as rows are written in the order of time, but for a clock that is set. */
export class SequenceAt {
  readonly #last: Database.Statement<[], number | null>;
  readonly #timeFrom: Database.Statement<[sequence: number], number>;

  constructor(database: Database.Database) {
    this.#last = database.prepare<[], number | null>('SELECT max(sequence) FROM audit_row').pluck();
    this.#timeFrom = database
      .prepare<[number], number>('SELECT at_millis FROM audit_row WHERE sequence >= ? ORDER BY sequence LIMIT 1')
      .pluck();
  }

  /** The first row that is not earlier, by bisection: one past the last where all are earlier. */
  firstFrom(millis: number): number {
    let low = 1;
    let high = (this.#last.get() ?? 0) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#timeFrom.get(middle) ?? Infinity) < millis) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
