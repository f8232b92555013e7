import type { Actor, Disposition } from './action.ts';
import type { Likelihood } from './likelihood.ts';
import type { Contribution } from './priority.ts';
import type { ReasonCode } from './reason-code.ts';
import type { Signal, SignalClass } from './signal.ts';

/** The control room's workflow. `taken`: somebody has it; `parked`: put aside until a moment. */
export const EVENT_STATES = ['new', 'taken', 'in-progress', 'paused', 'parked', 'closed'] as const;

export type EventState = (typeof EVENT_STATES)[number];

export const SUPPRESSION_KINDS = ['shelved', 'by-design', 'out-of-service', 'storm'] as const;

/**
 * Why an event is out of the foreground: a person shelved it, a rule suppresses it by design, its site is on test, or
 * a storm is on in its area. It is still open, listed apart, and comes back when the cause ends.
 */
export interface Suppression {
  readonly kind: (typeof SUPPRESSION_KINDS)[number];
  readonly by: Actor;
  readonly reason: string;
  readonly sinceMillis: number;
  /** Absent where its cause has no known end. */
  readonly untilMillis?: number;
}

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
  /** Signals with one of these keys join it; absent in what was stored before events knew their keys. */
  readonly correlationKeys?: readonly string[];
  /** Whether two independent detectors have reported it; absent where nothing asks for it. */
  readonly confirmation?: 'unconfirmed' | 'confirmed';
  /** What is unusual about its signals, in bits of surprise; absent where nothing is. */
  readonly unusual?: readonly Contribution[];
  /** Absent in what was stored before events were ranked, and where ranking failed. */
  readonly likelihood?: Likelihood;
  readonly suppression?: Suppression;
  readonly takenBy?: Actor;
  readonly takenAtMillis?: number;
  /** `parked` only: when it returns to the queue. */
  readonly parkedUntilMillis?: number;
  readonly remindedAtMillis?: number;
  readonly escalatedAtMillis?: number;
  readonly closedAtMillis?: number;
  readonly closedBy?: Actor;
  readonly disposition?: Disposition;
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  /** `closed` only: the event that goes on for it. */
  readonly mergedIntoEventId?: string;
}

export const MAX_SIGNALS_KEPT = 50;

/** The site name under which the built-in demonstration lives; nothing real may use it. */
export const DEMO_SITE = 'demo';
