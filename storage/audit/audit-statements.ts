import type Database from 'better-sqlite3';

interface SequencedPayload {
  readonly sequence: number;
  readonly payload: string;
}

/** The statements of the audit trail; ids are given as `keyText`. */
export interface AuditStatements {
  readonly signalId: Database.Statement<[signalId: string], number>;
  readonly openEvents: Database.Statement<[], string>;
  readonly latestEvent: Database.Statement<[eventId: string], string>;
  /** Latest first. */
  readonly latestSignals: Database.Statement<[eventId: string, count: number], string>;
  readonly rowsOfEvent: Database.Statement<[eventId: string, kind: string], SequencedPayload>;
  /** Latest first. */
  readonly signalsBefore: Database.Statement<[eventId: string, sequence: number, count: number], SequencedPayload>;
  readonly undeliveredMessages: Database.Statement<[], string>;
  /** In the order they were made. */
  readonly settings: Database.Statement<[], string>;
}

export function prepareStatements(database: Database.Database): AuditStatements {
  return {
    signalId: database
      .prepare<[string], number>(`SELECT 1 FROM audit_row WHERE kind = 'signal' AND signal_id = ?`)
      .pluck(),
    openEvents: database
      .prepare<[], string>(`SELECT payload FROM open_event JOIN audit_row USING (sequence) ORDER BY sequence`)
      .pluck(),
    latestEvent: database
      .prepare<[string], string>(
        `SELECT payload FROM audit_row WHERE kind = 'event' AND event_id = ? ORDER BY version DESC LIMIT 1`,
      )
      .pluck(),
    latestSignals: database
      .prepare<[string, number], string>(
        `SELECT payload FROM audit_row WHERE kind = 'signal' AND event_id = ? ORDER BY sequence DESC LIMIT ?`,
      )
      .pluck(),
    rowsOfEvent: database.prepare<[string, string], SequencedPayload>(
      `SELECT sequence, payload FROM audit_row WHERE event_id = ? AND kind = ?`,
    ),
    signalsBefore: database.prepare<[string, number, number], SequencedPayload>(
      `SELECT sequence, payload FROM audit_row
       WHERE event_id = ? AND kind = 'signal' AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
    ),
    undeliveredMessages: database
      .prepare<[], string>(`SELECT payload FROM undelivered_message JOIN audit_row USING (sequence) ORDER BY sequence`)
      .pluck(),
    settings: database
      .prepare<[], string>(`SELECT payload FROM audit_row WHERE kind = 'setting' ORDER BY sequence`)
      .pluck(),
  };
}
