import type { Action } from '../action.ts';
import type { Event } from '../event.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { SignedOn } from './roster.ts';
import type { SiteTest } from './site-tests.ts';

/** The room as it was at a moment, from the audit trail. */
export interface RoomThen {
  readonly atMillis: number;
  /** In no particular order. */
  readonly events: readonly Event[];
  /** How many more were open. */
  readonly leftOut: number;
  readonly signedOn: readonly SignedOn[];
  readonly tests: readonly SiteTest[];
  /** What had just been done, latest first, and to which event. */
  readonly done: readonly { readonly action: Action; readonly event: Event }[];
  /** When something was last done or changed before, and when next after. */
  readonly previousMillis?: number;
  readonly nextMillis?: number;
}

/** One event as it was at a moment, and what the audit trail said of it then. */
export interface EventThen {
  readonly event: Event;
  readonly audit: Pick<AuditTrail, 'rowsOfEvent' | 'signalsOfEvent'>;
}

export interface Replay {
  roomAt(atMillis: number): Promise<RoomThen>;
  eventAt(eventId: string, atMillis: number): Promise<EventThen | undefined>;
}
