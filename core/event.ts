import type { Actor, Disposition } from './action.ts';
import type { Signal, SignalClass } from './signal.ts';

export const EVENT_STATES = ['new', 'taken', 'closed'] as const;

export type EventState = (typeof EVENT_STATES)[number];

/**
 * What stands in the queue: one or more signals with one cause. Immutable: each change makes a new
 * object with the next `version`, and `version` n is exactly the state after the event's n-th change.
 */
export interface Event {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly site: string;
  readonly sensor: string;
  readonly class: SignalClass;
  readonly state: EventState;
  readonly openedAtMillis: number;
  readonly changedAtMillis: number;
  /** Signals that have been `entered` and not yet `left`; 0 means the condition is over. */
  readonly activeSignalKeys: readonly string[];
  readonly signalCount: number;
  /** The latest signals, oldest first, at most `MAX_SIGNALS_KEPT`; the audit trail has them all. */
  readonly signals: readonly Signal[];
  /** The highest aberration score among its signals; 0 when it has none. */
  readonly highestScore: number;
  readonly takenBy?: Actor;
  readonly takenAtMillis?: number;
  readonly escalatedAtMillis?: number;
  readonly closedAtMillis?: number;
  readonly closedBy?: Actor;
  readonly disposition?: Disposition;
  readonly reason?: string;
}

export const MAX_SIGNALS_KEPT = 50;

/** The site name under which the built-in demonstration lives; nothing real may use it. */
export const DEMO_SITE = 'demo';
