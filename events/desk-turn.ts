import { TELLTALE, type Action, type Refusal } from '../core/action.ts';
import type { Event, Suppression } from '../core/event.ts';
import type { AuditEntry } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Correlation } from '../core/ports/correlation.ts';
import type { ActionOutcome, ActionRequest, DeskChange } from '../core/ports/desk.ts';
import type { EventRanking } from '../core/ports/event-ranking.ts';
import type { Signal } from '../core/signal.ts';
import { applyAction, refuse, refusalWhenClosed } from './apply-action.ts';
import { beginJoining, joinSignal, keepLatest, openEvent, type JoinedEvent } from './apply-signal.ts';
import { withMerged, withoutMerged } from './merge.ts';
import { QueueDraft, type QueueState } from './queue-state.ts';
import { undone, type UndoTarget } from './undo.ts';
import { isSupervisor } from './workflow.ts';

/** What the desk needs to know to decide. */
export interface DeskDecisions {
  readonly clock: Clock;
  /** Asked once of each new signal, in the order in which they came. */
  readonly correlate: (signal: Signal) => Correlation;
  readonly eventTitle: (signal: Signal) => string;
  readonly ranking: Pick<EventRanking, 'opened' | 'joined'>;
  /** Why an event that opens now does not stand in the foreground, if it does not. */
  readonly suppressionOf: (event: Event) => Suppression | undefined;
  /** Closes an event at once that needs no human: the rule's name, or undefined. */
  readonly handledByRule: (signal: Signal) => string | undefined;
  readonly newId: () => string;
}

/** What the audit trail knows of an event that an action is about: read before the turn, checked in it. */
export interface EventPast {
  readonly latest: Event;
  readonly undoTarget: UndoTarget | undefined;
}

export type Command =
  | { readonly kind: 'signals'; readonly signals: readonly Signal[]; readonly done: Settle<void> }
  | {
      readonly kind: 'action';
      readonly request: ActionRequest;
      readonly past: EventPast | undefined;
      readonly done: Settle<ActionOutcome>;
    };

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (cause: unknown) => void;
}

/** What was asked while a turn was decided: asked once, also where the turn has to be decided again. */
export interface Answers {
  readonly correlations: Map<Signal, Correlation>;
  /** Of the events that signals have opened. */
  readonly eventIds: Map<Signal, string>;
}

export interface TurnInput {
  readonly queue: QueueState;
  readonly commands: readonly Command[];
  /** Of the signals in the commands, those the audit trail has. */
  readonly knownSignalIds: ReadonlySet<string>;
  /** The turn that is being committed meanwhile, if there is one: this one goes on from it. */
  readonly below: DeskTurn | undefined;
  readonly answers: Answers;
}

/** One pass over the commands that share a commit: decisions and rows, no effects. */
export class DeskTurn {
  readonly draft: QueueDraft;
  readonly entries: AuditEntry[] = [];
  readonly changes: DeskChange[] = [];
  readonly accepted: Signal[] = [];
  repeats = 0;
  readonly commands: readonly Command[];
  readonly answers: Answers;
  readonly #decisions: DeskDecisions;
  readonly #knownSignalIds: ReadonlySet<string>;
  readonly #seenSignalIds = new Set<string>();
  /** The turn that is being committed meanwhile. */
  #below: DeskTurn | undefined;
  readonly #replies: (() => void)[] = [];
  /** Events that signals have changed since their last row: however many signals, it is one change. */
  readonly #changedBySignals = new Map<string, DeskChange>();
  /** Those of them that more than their first signal has changed. */
  readonly #joined = new Map<string, JoinedEvent>();
  readonly #nowMillis: number;

  constructor(decisions: DeskDecisions, { queue, commands, knownSignalIds, below, answers }: TurnInput) {
    this.#decisions = decisions;
    this.commands = commands;
    this.answers = answers;
    this.draft = new QueueDraft(queue, below?.draft);
    this.#knownSignalIds = knownSignalIds;
    this.#below = below;
    this.#nowMillis = decisions.clock.nowMillis();
  }

  /** The turn below is committed. */
  standAlone(): void {
    this.#below = undefined;
    this.draft.standAlone();
  }

  decide(command: Command): void {
    if (command.kind === 'signals') {
      for (const signal of command.signals) this.#signal(signal);
      this.#replies.push(() => command.done.resolve());
      return;
    }
    this.finish();
    const outcome = this.#action(command.request, command.past);
    this.#replies.push(() => command.done.resolve(outcome));
  }

  /** Writes the rows of what signals have changed; after the last command. */
  finish(): void {
    for (const event of this.#joined.values()) keepLatest(event);
    for (const change of this.#changedBySignals.values()) this.#record(change);
    this.#changedBySignals.clear();
    this.#joined.clear();
  }

  settle(): void {
    for (const reply of this.#replies) reply();
  }

  reject(cause: unknown): void {
    for (const command of this.commands) command.done.reject(cause);
  }

  #signal(signal: Signal): void {
    if (this.#hasSeen(signal.id)) {
      this.repeats += 1;
      return;
    }
    this.#seenSignalIds.add(signal.id);
    this.accepted.push(signal);
    const correlation = this.#correlationOf(signal);
    const open = this.draft.findByKey(correlation.key);
    if (open !== undefined) {
      this.entries.push({ kind: 'signal', atMillis: this.#nowMillis, eventId: open.id, signal });
      this.#join(open, signal, correlation);
    } else if (signal.phase === 'left') {
      this.entries.push({ kind: 'signal', atMillis: this.#nowMillis, eventId: '', signal });
    } else {
      this.#open(signal, correlation);
    }
  }

  #correlationOf(signal: Signal): Correlation {
    const { correlations } = this.answers;
    const known = correlations.get(signal);
    if (known !== undefined) return known;
    const correlation = this.#decisions.correlate(signal);
    correlations.set(signal, correlation);
    return correlation;
  }

  #hasSeen(signalId: string): boolean {
    if (this.#seenSignalIds.has(signalId) || this.#knownSignalIds.has(signalId)) return true;
    return this.#below !== undefined && this.#below.#hasSeen(signalId);
  }

  #join(open: Event, signal: Signal, correlation: Correlation): void {
    const event = this.#joined.get(open.id) ?? this.#beginJoining(open);
    const { likelihood } = event;
    if (likelihood !== undefined) event.likelihood = this.#decisions.ranking.joined(likelihood, event, signal);
    joinSignal(event, signal, correlation, this.#nowMillis);
  }

  #beginJoining(open: Event): JoinedEvent {
    const change = this.#changedBySignals.get(open.id);
    const event = beginJoining(open, change?.event.version ?? open.version + 1);
    this.#joined.set(open.id, event);
    this.#changedBySignals.set(open.id, { event, previous: change === undefined ? open : change.previous });
    this.draft.put(event);
    return event;
  }

  #open(signal: Signal, correlation: Correlation): void {
    const { newId, eventTitle, suppressionOf, handledByRule, ranking } = this.#decisions;
    const id = this.answers.eventIds.get(signal) ?? newId();
    this.answers.eventIds.set(signal, id);
    const opened = openEvent({
      signal,
      correlation,
      id,
      title: eventTitle(signal),
      nowMillis: this.#nowMillis,
    });
    const suppression = suppressionOf(opened);
    const unranked = suppression === undefined ? opened : { ...opened, suppression };
    const likelihood = ranking.opened(unranked, signal);
    const event = likelihood === undefined ? unranked : { ...unranked, likelihood };
    this.entries.push({ kind: 'signal', atMillis: this.#nowMillis, eventId: event.id, signal });
    this.#changedBySignals.set(event.id, { event, previous: undefined });
    this.draft.put(event);
    const rule = handledByRule(signal);
    if (rule === undefined) return;
    this.finish();
    const reason = `handled by the rule "${rule}"`;
    this.#accept(event, { ...this.#byTelltale(event.id), kind: 'close', disposition: 'other', reason });
  }

  #action({ idempotencyKey, expectedVersion, ...wish }: ActionRequest, past: EventPast | undefined) {
    const event = this.draft.get(wish.eventId) ?? past?.latest;
    if (event === undefined) return refused(refuse('unknown-event', 'There is no event with this id.'), undefined);
    if (expectedVersion !== undefined && expectedVersion !== event.version) {
      return refused(refuse('changed-since', 'The event has changed since you looked at it. Look again.'), event);
    }
    const key = idempotencyKey === undefined || wish.by.kind !== 'person' ? {} : { idempotencyKey };
    const action: Action = { ...wish, ...key, id: this.#decisions.newId(), atMillis: this.#nowMillis };
    if (wish.kind === 'undo') return this.#undo(event, action, past);
    const partner = wish.kind === 'merge' ? this.draft.get(wish.intoEventId ?? '') : undefined;
    if (wish.kind === 'merge' && (partner === undefined || partner.id === event.id || partner.state === 'closed')) {
      return refused(refuse('detail-missing', 'Name another open event to merge into.'), event);
    }
    return this.#accept(event, action);
  }

  #accept(event: Event, action: Action): ActionOutcome {
    const decision = applyAction(event, action);
    if (!decision.accepted) return refused(decision.refusal, event);
    this.entries.push({ kind: 'action', atMillis: this.#nowMillis, action });
    if (action.kind === 'unmerge') this.#changeOther(event.mergedIntoEventId, event, withoutMerged);
    this.#change({ event: decision.event, previous: event, action });
    if (action.kind === 'merge') this.#changeOther(action.intoEventId, event, withMerged);
    return { accepted: true, event: decision.event };
  }

  #undo(event: Event, wish: Action, past: EventPast | undefined): ActionOutcome {
    const target = past?.undoTarget;
    if (target === undefined) return refused(refuse('nothing-to-undo', 'There is no action to undo.'), event);
    if (past?.latest.version !== event.version) {
      return refused(refuse('changed-since', 'The event has just changed. Try again.'), event);
    }
    const { by } = target.action;
    const isOwn = by.kind === 'person' && by.name === wish.by.name;
    if (wish.by.kind !== 'person' || (!isOwn && !isSupervisor(wish.by))) {
      return refused(refuse('not-allowed-in-role', `Only ${by.name} or a supervisor can undo this.`), event);
    }
    const action = { ...wish, undoneActionId: target.action.id };
    const restored = undone(event, target.before, this.#nowMillis);
    this.entries.push({ kind: 'action', atMillis: this.#nowMillis, action });
    this.#change({ event: restored, previous: event, action });
    return { accepted: true, event: restored };
  }

  /** The other event of a merge, if it is still open. */
  #changeOther(
    eventId: string | undefined,
    source: Event,
    change: (event: Event, source: Event, atMillis: number) => Event,
  ): void {
    const other = this.draft.get(eventId ?? '');
    if (other === undefined || other.state === 'closed') return;
    this.#change({ event: change(other, source, this.#nowMillis), previous: other });
  }

  #change(change: DeskChange): void {
    this.#record(change);
    this.draft.put(change.event);
  }

  #record(change: DeskChange): void {
    this.entries.push({ kind: 'event', atMillis: this.#nowMillis, event: change.event });
    this.changes.push(change);
  }

  #byTelltale(eventId: string) {
    return { id: this.#decisions.newId(), eventId, by: TELLTALE, atMillis: this.#nowMillis };
  }
}

function refused(refusal: Refusal, event: Event | undefined): ActionOutcome {
  const isClosed = event?.state === 'closed' && refusal.reason === 'not-allowed-in-state';
  return { accepted: false, refusal: isClosed ? refusalWhenClosed(event) : refusal, event };
}
