import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AuditEntry, AuditReader, AuditRow, OutlineRow } from '../../core/ports/audit-trail.ts';
import { Failure } from '../../core/failure.ts';
import { auditFailure } from './audit-failure.ts';
import { decodeEntry } from './audit-row.ts';
import { AUDIT_SCHEMA_VERSION } from './audit-schema.ts';
import { SequenceAt } from './sequence-at.ts';

/** One statement each: a longer read would keep the writer from reusing its write-ahead log. */
const ROWS_PER_BATCH = 1000;
const BUSY_TIMEOUT_MILLIS = 2000;
const MILLIS_PER_DAY = 86_400_000;

const BETWEEN = `FROM audit_row
  WHERE sequence > ? AND sequence <= ? AND at_millis >= ? AND at_millis < ?
  ORDER BY sequence LIMIT ${ROWS_PER_BATCH}`;

/** Inside of a text the quotes would be escaped, so this finds only the field. */
const IS_STEP = `kind = 'event' AND version > 1 AND state <> 'closed' AND instr(payload, '"suppression":') = 0`;

interface SequencedPayload {
  readonly sequence: number;
  readonly payload: string;
}

interface OutlinePayload {
  readonly sequence: number;
  readonly atMillis: number;
  readonly eventId: string;
  /** Null of a step. */
  readonly payload: string | null;
}

type Bounds = [after: number, last: number, from: number, until: number];

interface ReadStatements {
  readonly rows: Database.Statement<Bounds, SequencedPayload>;
  readonly outline: Database.Statement<Bounds, OutlinePayload>;
}

/** @throws Failure with a remedy when there is no audit trail in this file that can be read. */
export function openAuditReader(file: string): SqliteAuditReader {
  if (!existsSync(file)) {
    throw new Failure(`there is no audit trail ${file}`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'name the data folder of Telltale: TELLTALE_DATA_DIR or, where a command has it, --data-dir',
    });
  }
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MILLIS });
    if (Number(database.pragma('user_version', { simple: true })) > AUDIT_SCHEMA_VERSION) {
      throw new Failure(`audit trail ${file}: written by a newer Telltale`, {
        reason: 'configuration',
        retryable: false,
        remedy: 'install that version or a later one',
      });
    }
    return new SqliteAuditReader(database, prepareStatements(database));
  } catch (cause) {
    database?.close();
    throw auditFailure(cause, 'opening to read', file);
  }
}

export class SqliteAuditReader implements AuditReader {
  readonly #database: Database.Database;
  readonly #statements: ReadStatements;
  readonly #sequences: SequenceAt;

  constructor(database: Database.Database, statements: ReadStatements) {
    this.#database = database;
    this.#statements = statements;
    this.#sequences = new SequenceAt(database);
  }

  async *rowsBetween(fromMillis: number, untilMillis: number): AsyncGenerator<readonly AuditRow[]> {
    for await (const rows of this.#batches(this.#statements.rows, fromMillis, untilMillis)) {
      yield rows.map(({ sequence, payload }) => Object.assign(decodeEntry(payload), { sequence }));
    }
  }

  async *outlineBetween(fromMillis: number, untilMillis: number): AsyncGenerator<readonly OutlineRow[]> {
    for await (const rows of this.#batches(this.#statements.outline, fromMillis, untilMillis)) {
      yield rows.map(outlineRow);
    }
  }

  async *#batches<Row extends { readonly sequence: number }>(
    statement: Database.Statement<Bounds, Row>,
    fromMillis: number,
    untilMillis: number,
  ): AsyncGenerator<readonly Row[]> {
    const first = this.#read(() => this.#sequences.firstFrom(fromMillis - MILLIS_PER_DAY));
    const last = this.#read(() => this.#sequences.firstFrom(untilMillis + MILLIS_PER_DAY)) - 1;
    let after = first - 1;
    for (;;) {
      const rows = this.#read(() => statement.all(after, last, fromMillis, untilMillis));
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_PER_BATCH) return;
      after = rows.at(-1)?.sequence ?? last;
      await oneTurn();
    }
  }

  async stop(): Promise<void> {
    this.#database.close();
  }

  #read<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      throw auditFailure(cause, 'reading', this.#database.name);
    }
  }
}

function prepareStatements(database: Database.Database): ReadStatements {
  return {
    rows: database.prepare<Bounds, SequencedPayload>(`SELECT sequence, payload ${BETWEEN}`),
    outline: database.prepare<Bounds, OutlinePayload>(
      `SELECT sequence, at_millis AS atMillis, event_id AS eventId, CASE WHEN ${IS_STEP} THEN NULL ELSE payload END AS payload
       ${BETWEEN}`,
    ),
  };
}

/** Not checked again: what writes it has checked it, and the report reads millions of them. */
function outlineRow({ atMillis, eventId, payload }: OutlinePayload): OutlineRow {
  if (payload === null) return { kind: 'step', atMillis, eventId: textOfKey(eventId) };
  const entry: AuditEntry = JSON.parse(payload);
  return entry;
}

/** Back from `keyText`. */
function textOfKey(key: string): string {
  return key.includes('\\') ? String(JSON.parse(`"${key}"`)) : key;
}

/** Whoever shares this thread comes between two batches. */
async function oneTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
