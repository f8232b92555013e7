import type { Action } from '../core/action.ts';
import type { AuditEntry } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ActionOutcome, ActionRequest, DeskChange } from '../core/ports/desk.ts';
import type { Signal } from '../core/signal.ts';
import { applyAction } from './apply-action.ts';
import { joinSignal, openEvent } from './apply-signal.ts';
import { QueueDraft, type QueueState } from './queue-state.ts';

/** What the desk needs to know to decide. */
export interface DeskDecisions {
  readonly clock: Clock;
  /** Signals with equal keys have one cause; an injective encoding. */
  readonly correlationKey: (signal: Signal) => string;
  readonly eventTitle: (signal: Signal) => string;
  readonly newId: () => string;
}

export type Command =
  | { readonly kind: 'signals'; readonly signals: readonly Signal[]; readonly done: Settle<void> }
  | { readonly kind: 'action'; readonly request: ActionRequest; readonly done: Settle<ActionOutcome> };

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (cause: unknown) => void;
}

/** One pass over the commands that share a commit: decisions and rows, no effects. */
export class DeskTurn {
  readonly draft: QueueDraft;
  readonly entries: AuditEntry[] = [];
  readonly changes: DeskChange[] = [];
  readonly accepted: Signal[] = [];
  repeats = 0;
  readonly #decisions: DeskDecisions;
  readonly #seenSignalIds: Set<string>;
  readonly #replies: (() => void)[] = [];
  readonly #nowMillis: number;

  constructor(decisions: DeskDecisions, queue: QueueState, knownSignalIds: ReadonlySet<string>) {
    this.#decisions = decisions;
    this.draft = new QueueDraft(queue);
    this.#seenSignalIds = new Set(knownSignalIds);
    this.#nowMillis = decisions.clock.nowMillis();
  }

  decide(command: Command): void {
    if (command.kind === 'signals') {
      for (const signal of command.signals) this.#signal(signal);
      this.#replies.push(() => command.done.resolve());
      return;
    }
    const outcome = this.#action(command.request);
    this.#replies.push(() => command.done.resolve(outcome));
  }

  settle(): void {
    for (const reply of this.#replies) reply();
  }

  #signal(signal: Signal): void {
    if (this.#seenSignalIds.has(signal.id)) {
      this.repeats += 1;
      return;
    }
    this.#seenSignalIds.add(signal.id);
    this.accepted.push(signal);
    const key = this.#decisions.correlationKey(signal);
    const open = this.draft.findByKey(key);
    if (open === undefined && signal.phase === 'left') {
      this.entries.push({ kind: 'signal', atMillis: this.#nowMillis, eventId: '', signal });
      return;
    }
    const event =
      open === undefined
        ? openEvent(signal, this.#decisions.newId(), this.#decisions.eventTitle(signal), this.#nowMillis)
        : joinSignal(open, signal, this.#nowMillis);
    this.entries.push({ kind: 'signal', atMillis: this.#nowMillis, eventId: event.id, signal });
    this.#change({ event, previous: open }, key);
  }

  #action(request: ActionRequest): ActionOutcome {
    const event = this.draft.get(request.eventId);
    if (event === undefined) {
      const refusal = { reason: 'unknown-event', message: 'There is no open event with this id.' } as const;
      return { accepted: false, refusal, event: undefined };
    }
    const { idempotencyKey: _key, ...wish } = request;
    const action: Action = { ...wish, id: this.#decisions.newId(), atMillis: this.#nowMillis };
    const decision = applyAction(event, action);
    if (!decision.accepted) return { accepted: false, refusal: decision.refusal, event };
    this.entries.push({ kind: 'action', atMillis: this.#nowMillis, action });
    this.#change({ event: decision.event, previous: event, action });
    return { accepted: true, event: decision.event };
  }

  #change(change: DeskChange, correlationKey?: string): void {
    this.entries.push({ kind: 'event', atMillis: this.#nowMillis, event: change.event });
    this.changes.push(change);
    this.draft.put(change.event, correlationKey);
  }
}
