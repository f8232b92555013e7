import type { Action, ActionKind, Actor, Disposition, Refusal } from '../action.ts';
import type { Event } from '../event.ts';
import type { ReasonCode } from '../reason-code.ts';
import type { Signal } from '../signal.ts';

/** A person's or Telltale's wish, before the desk has decided. */
export interface ActionRequest {
  readonly eventId: string;
  readonly kind: ActionKind;
  readonly by: Actor;
  readonly disposition?: Disposition;
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  readonly untilMillis?: number;
  readonly toPerson?: string;
  readonly intoEventId?: string;
  /** Refused unless the event still has this version: nobody acts on what has changed since they looked. */
  readonly expectedVersion?: number;
  /** A repeat of an accepted wish with the same key is answered as the first; one that was refused is decided anew. */
  readonly idempotencyKey?: string;
}

export type ActionOutcome =
  | { readonly accepted: true; readonly event: Event }
  | { readonly accepted: false; readonly refusal: Refusal; readonly event: Event | undefined };

/** One committed change of one event. `action` is set when an action caused it, else signals did. */
export interface DeskChange {
  readonly event: Event;
  readonly previous: Event | undefined;
  readonly action?: Action;
}

/**
 * The desk decides what signals and actions do to events. It answers and tells its listeners only after
 * the audit trail has the rows.
 */
export interface Desk {
  signals(signals: readonly Signal[]): Promise<void>;
  act(request: ActionRequest): Promise<ActionOutcome>;
  /** Events that are not closed, in no particular order. */
  openEvents(): readonly Event[];
  event(eventId: string): Promise<Event | undefined>;
  /** `listener` must not throw; the returned function unsubscribes. */
  onChange(listener: (changes: readonly DeskChange[]) => void): () => void;
}
