import type { Action, Actor } from '../action.ts';
import type { Event } from '../event.ts';
import type { Signal } from '../signal.ts';
import type { MessageKind } from './notifier.ts';

/** What came of one try to deliver a message. */
export interface MessageOutcome {
  readonly messageId: string;
  readonly eventId: string;
  readonly notifier: string;
  readonly kind: MessageKind;
  readonly outcome: 'queued' | 'sent' | 'failed';
  readonly detail?: string;
}

export interface SettingChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  /** Who made it, where that was a person. */
  readonly by?: Actor;
}

/**
 * One immutable row: evidence. An `event` row holds the event after the change that caused it, without its
 * `signals` (they are rows of their own); whoever reads an event back gets its latest signals put in again.
 */
export type AuditEntry =
  | { readonly kind: 'signal'; readonly atMillis: number; readonly eventId: string; readonly signal: Signal }
  | { readonly kind: 'event'; readonly atMillis: number; readonly event: Event }
  | { readonly kind: 'action'; readonly atMillis: number; readonly action: Action }
  | { readonly kind: 'message'; readonly atMillis: number; readonly message: MessageOutcome }
  | { readonly kind: 'setting'; readonly atMillis: number; readonly setting: SettingChange };

export type AuditRow = AuditEntry & { readonly sequence: number };

export type SignalRow = Extract<AuditRow, { readonly kind: 'signal' }>;

export type EventRowKind = Exclude<AuditEntry['kind'], 'setting'>;

export interface SignalPage {
  /** At most so many. */
  readonly limit: number;
  /** Only those whose row comes before this one. */
  readonly beforeSequence?: number;
}

/**
 * Append-only and durable: `append` returns after the rows survived an fsync, all of them or none.
 * A signal id and an (event id, version) pair are each accepted once for ever; a second try rejects
 * with `AuditConflict`, which makes the trail the arbiter between two writers.
 */
export interface AuditTrail {
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** Of these signal ids, those already recorded. */
  knownSignalIds(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The latest version of every event that is not closed, oldest first: working memory is rebuilt from it. */
  openEvents(): Promise<readonly Event[]>;
  latestEvent(eventId: string): Promise<Event | undefined>;
  /** Everything about one event, or what is of these kinds; oldest first. */
  rowsOfEvent(eventId: string, kinds?: readonly EventRowKind[]): Promise<readonly AuditRow[]>;
  /** The latest signals of one event, or of those before a row; oldest first. */
  signalsOfEvent(eventId: string, page: SignalPage): Promise<readonly SignalRow[]>;
  /** Messages `queued` and never `sent` nor `failed`: what a crash left undelivered. */
  undeliveredMessages(): Promise<readonly MessageOutcome[]>;
  /** What each setting whose path begins so was last set to; undefined where it was taken away. */
  latestSettings(pathPrefix: string): Promise<ReadonlyMap<string, string | undefined>>;
  stop(): Promise<void>;
}

/** Reads an audit trail beside whoever writes it, and never holds them up. */
export interface AuditReader {
  /**
   * Rows recorded from `fromMillis` on and before `untilMillis`, in the order in which they were written, in batches. A row
   * is found although the clock was set back or forward by up to a day around it.
   */
  rowsBetween(fromMillis: number, untilMillis: number): AsyncIterable<readonly AuditRow[]>;
  /** The same rows, those of events on their way cut down to steps: several times as fast. */
  outlineBetween(fromMillis: number, untilMillis: number): AsyncIterable<readonly OutlineRow[]>;
  stop(): Promise<void>;
}

/** A row of an event that says no more than that it is open and in the foreground; not the first of the event. */
export interface EventStep {
  readonly kind: 'step';
  readonly atMillis: number;
  readonly eventId: string;
}

export type OutlineRow = AuditEntry | EventStep;

export class AuditConflict extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AuditConflict';
  }
}
