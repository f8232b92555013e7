import type Database from 'better-sqlite3';

interface SequencedPayload {
  readonly sequence: number;
  readonly payload: string;
}

/** Rows looked through for the latest actions: bounds the work where hardly anything is done by people. */
const ROWS_LOOKED_THROUGH = 20_000;

/** What reads the trail as it was; ids are given as `keyText`. */
export interface PastStatements {
  /** Events that were open then and still are. */
  readonly stillOpen: Database.Statement<[sequence: number], string>;
  /** Events that were open then and have been closed since, by when they were closed; from the first one after a row on. */
  readonly closedSince: Database.Statement<
    [after: number, sequence: number, count: number],
    { readonly eventId: string; readonly untilSequence: number }
  >;
  readonly eventAt: Database.Statement<[eventId: string, sequence: number], string>;
  /** Latest first. */
  readonly signalsBefore: Database.Statement<[eventId: string, sequence: number, count: number], SequencedPayload>;
  readonly rowsOfEvent: Database.Statement<[eventId: string, kind: string, sequence: number], SequencedPayload>;
  readonly settings: Database.Statement<[sequence: number], string>;
  readonly actions: Database.Statement<[sequence: number, sequenceAgain: number, count: number], string>;
  readonly previousChange: Database.Statement<[{ readonly sequence: number }], number>;
  readonly nextChange: Database.Statement<[sequence: number], number>;
}

export function preparePastStatements(database: Database.Database): PastStatements {
  return {
    stillOpen: database
      .prepare<[number], string>(
        `SELECT event_id FROM event_span WHERE until_sequence IS NULL AND from_sequence <= ? ORDER BY from_sequence`,
      )
      .pluck(),
    closedSince: database.prepare(
      `SELECT event_id AS eventId, until_sequence AS untilSequence FROM event_span
       WHERE until_sequence > ? AND from_sequence <= ? ORDER BY until_sequence LIMIT ?`,
    ),
    eventAt: database
      .prepare<[string, number], string>(
        `SELECT payload FROM audit_row WHERE kind = 'event' AND event_id = ? AND sequence <= ?
         ORDER BY version DESC LIMIT 1`,
      )
      .pluck(),
    signalsBefore: database.prepare(
      `SELECT sequence, payload FROM audit_row
       WHERE event_id = ? AND kind = 'signal' AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
    ),
    rowsOfEvent: database.prepare(
      `SELECT sequence, payload FROM audit_row WHERE event_id = ? AND kind = ? AND sequence <= ?`,
    ),
    settings: database
      .prepare<[number], string>(
        `SELECT payload FROM audit_row WHERE kind = 'setting' AND sequence <= ? ORDER BY sequence`,
      )
      .pluck(),
    actions: database
      .prepare<[number, number, number], string>(
        `SELECT payload FROM audit_row
         WHERE sequence <= ? AND sequence > ? - ${ROWS_LOOKED_THROUGH} AND kind = 'action' ORDER BY sequence DESC LIMIT ?`,
      )
      .pluck(),
    previousChange: database
      .prepare<[{ readonly sequence: number }], number>(
        `SELECT at_millis FROM audit_row
         WHERE sequence <= @sequence AND kind IN ('event', 'action')
           AND at_millis < (SELECT at_millis FROM audit_row WHERE sequence = @sequence)
         ORDER BY sequence DESC LIMIT 1`,
      )
      .pluck(),
    nextChange: database
      .prepare<[number], number>(
        `SELECT at_millis FROM audit_row WHERE sequence > ? AND kind IN ('event', 'action') ORDER BY sequence LIMIT 1`,
      )
      .pluck(),
  };
}
