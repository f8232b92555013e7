import type { Action } from '../action.ts';
import type { Event } from '../event.ts';
import type { AuditRow, EventRowKind, SignalPage, SignalRow } from './audit-trail.ts';

/** The events that were open at a row. */
export interface OpenThen {
  /** With their signals of then, oldest first. */
  readonly events: readonly Event[];
  /** How many more there were. */
  readonly leftOut: number;
}

/**
 * The audit trail as it was when a row had just been written; reads beside whoever writes it. What it costs goes with
 * how much was open then and is open or has been closed since, not with how many rows there are.
 */
export interface AuditPast {
  /** The last row that had been written by then; 0 where there was none. */
  sequenceAt(atMillis: number): Promise<number>;
  openEventsAt(sequence: number, limit: number): Promise<OpenThen>;
  eventAt(eventId: string, sequence: number): Promise<Event | undefined>;
  /** The same without its signals. */
  headAt(eventId: string, sequence: number): Promise<Event | undefined>;
  rowsOfEventAt(eventId: string, kinds: readonly EventRowKind[], sequence: number): Promise<readonly AuditRow[]>;
  signalsOfEventAt(eventId: string, page: SignalPage, sequence: number): Promise<readonly SignalRow[]>;
  /** What each setting whose path begins so had last been set to; undefined where it had been taken away. */
  settingsAt(pathPrefix: string, sequence: number): Promise<ReadonlyMap<string, string | undefined>>;
  /** The latest of the rows just before, latest first. */
  actionsAt(sequence: number, limit: number): Promise<readonly Action[]>;
  /** When something was last done or changed before, and when next after. */
  changesAround(sequence: number): Promise<{ readonly previousMillis?: number; readonly nextMillis?: number }>;
  stop(): Promise<void>;
}
