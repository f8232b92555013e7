import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Event } from '../../core/event.ts';
import { matchesQuery } from '../../core/event-query.ts';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import type { ArchivePage, EventArchive, EventQuery } from '../../core/ports/event-archive.ts';
import { auditFailure } from './audit-failure.ts';

/** One statement each: short enough that whoever shares the thread hardly notices. */
const ROWS_PER_SLICE = 500;
/** Rows one page looks at before it stops and says where to go on. */
const MOST_ROWS_LOOKED_AT = 100_000;
const BUSY_TIMEOUT_MILLIS = 2000;

/** Only closings that stand: an event that was reopened since has a later version. */
const CLOSED_BEFORE = `
  SELECT sequence, at_millis AS atMillis, payload FROM audit_row AS closing
  WHERE sequence < ? AND kind = 'event' AND state = 'closed' AND NOT EXISTS (
    SELECT 1 FROM audit_row AS later
    WHERE later.kind = 'event' AND later.event_id = closing.event_id AND later.version > closing.version
  )
  ORDER BY sequence DESC LIMIT ${ROWS_PER_SLICE}`;

interface ClosingRow {
  readonly sequence: number;
  readonly atMillis: number;
  readonly payload: string;
}

/** Looks through the closed events of the audit trail beside whoever writes it, the latest first. */
export class ClosedEvents implements EventArchive {
  readonly #file: string;
  #database: Database.Database | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async search(query: EventQuery, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<ArchivePage> {
    const found: Event[] = [];
    let looked = 0;
    let next = before;
    let searchedToMillis: number | undefined;
    while (looked < MOST_ROWS_LOOKED_AT) {
      const rows = this.#closedBefore(next);
      for (const row of rows) {
        next = row.sequence;
        searchedToMillis = row.atMillis;
        const event = eventOf(row);
        if (event === undefined || !matchesQuery(event, query)) continue;
        found.push(event);
        if (found.length === limit) return { events: found, next, searchedToMillis };
      }
      if (rows.length < ROWS_PER_SLICE) return { events: found, next: undefined, searchedToMillis };
      looked += rows.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { events: found, next, searchedToMillis };
  }

  stop(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #closedBefore(sequence: number): readonly ClosingRow[] {
    if (!existsSync(this.#file)) return [];
    try {
      this.#database ??= new Database(this.#file, { readonly: true, timeout: BUSY_TIMEOUT_MILLIS });
      return this.#database.prepare<[number], ClosingRow>(CLOSED_BEFORE).all(sequence);
    } catch (cause) {
      throw auditFailure(cause, 'searching', this.#file);
    }
  }
}

/** Not checked again: what wrote it has checked it. */
function eventOf({ payload }: ClosingRow): Event | undefined {
  const entry: AuditEntry = JSON.parse(payload);
  return entry.kind === 'event' ? { ...entry.event, signals: [] } : undefined;
}
