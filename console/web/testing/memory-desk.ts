import type { Action, Actor, Refusal } from '../../../core/action.ts';
import type { Event } from '../../../core/event.ts';
import { matchesQuery } from '../../../core/event-query.ts';
import type { AuditEntry, AuditRow } from '../../../core/ports/audit-trail.ts';
import type { ActionOutcome, ActionRequest, DeskChange } from '../../../core/ports/desk.ts';
import type { ConsoleDeps } from '../../server/console-deps.ts';

/** A desk in memory with its own audit rows: one winner, a taken event closes, a closed one stays closed. */
export class MemoryDesk {
  readonly requests: ActionRequest[] = [];
  readonly #events = new Map<string, Event>();
  readonly #rows = new Map<string, AuditRow[]>();
  readonly #listeners = new Set<(changes: readonly DeskChange[]) => void>();
  readonly #nowMillis: () => number;

  constructor(nowMillis: () => number) {
    this.#nowMillis = nowMillis;
  }

  readonly desk: ConsoleDeps['desk'] = {
    openEvents: () => [...this.#events.values()].filter(({ state }) => state !== 'closed'),
    event: async (id) => this.#events.get(id),
    onChange: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
    act: async (request) => this.act(request),
  };

  readonly audit: ConsoleDeps['audit'] = {
    rowsOfEvent: async (id) => this.#rows.get(id) ?? [],
    signalsOfEvent: async (id, { limit, beforeSequence = Infinity }) => {
      const signals = (this.#rows.get(id) ?? []).flatMap((row) => (row.kind === 'signal' ? [row] : []));
      return signals.filter(({ sequence }) => sequence < beforeSequence).slice(-limit);
    },
  };

  readonly archive: ConsoleDeps['archive'] = {
    search: async (query, limit) => {
      const closed = [...this.#events.values()].filter((event) => event.state === 'closed');
      const events = closed.filter((event) => matchesQuery(event, query)).slice(0, limit);
      return { events, next: undefined, searchedToMillis: undefined };
    },
  };

  open(event: Event): void {
    for (const signal of event.signals) {
      this.#append(event.id, { kind: 'signal', atMillis: signal.receivedAtMillis, eventId: event.id, signal });
    }
    this.#store(event, event.openedAtMillis);
  }

  escalate(eventId: string, atMillis: number): void {
    const event = this.#events.get(eventId);
    if (event === undefined) throw new Error(`no event ${eventId}`);
    this.#append(eventId, {
      kind: 'action',
      atMillis,
      action: { id: `${eventId}-e`, eventId, kind: 'escalate', by: { kind: 'telltale', name: 'telltale' }, atMillis },
    });
    this.#append(eventId, {
      kind: 'message',
      atMillis,
      message: { messageId: `${eventId}-m`, eventId, notifier: 'log', kind: 'escalated', outcome: 'sent' },
    });
    this.#store({ ...event, version: event.version + 1, escalatedAtMillis: atMillis }, atMillis);
  }

  act(request: ActionRequest): ActionOutcome {
    this.requests.push(request);
    const event = this.#events.get(request.eventId);
    const refusal = refusalOf(event, request);
    if (event === undefined || refusal !== undefined) {
      return { accepted: false, refusal: refusal ?? UNKNOWN, event };
    }
    const atMillis = this.#nowMillis();
    const { idempotencyKey: _key, ...wish } = request;
    const action: Action = { ...wish, id: `${event.id}-${event.version}`, atMillis };
    this.#append(event.id, { kind: 'action', atMillis, action });
    const next = { ...after(event, request, atMillis), version: event.version + 1, changedAtMillis: atMillis };
    this.#store(next, atMillis);
    return { accepted: true, event: next };
  }

  #append(eventId: string, entry: AuditEntry): void {
    const rows = this.#rows.get(eventId) ?? [];
    rows.push({ ...entry, sequence: rows.length + 1 });
    this.#rows.set(eventId, rows);
  }

  #store(event: Event, atMillis: number): void {
    const previous = this.#events.get(event.id);
    this.#events.set(event.id, event);
    this.#append(event.id, { kind: 'event', atMillis, event: { ...event, signals: [] } });
    for (const listener of this.#listeners) listener([{ event, previous }]);
  }
}

const UNKNOWN: Refusal = { reason: 'unknown-event', message: 'There is no such event.' };

function refusalOf(event: Event | undefined, { kind }: ActionRequest): Refusal | undefined {
  if (event === undefined) return UNKNOWN;
  if (event.state === 'closed') return { reason: 'not-allowed-in-state', message: 'This event was closed.' };
  if (kind === 'take' && event.state === 'taken') {
    return { reason: 'taken-by-other', message: `${nameOf(event.takenBy)} has already taken this event.` };
  }
  if (kind === 'close' && event.state === 'new') {
    return { reason: 'not-allowed-in-state', message: 'Take charge of it first.' };
  }
  return undefined;
}

function nameOf(actor: Actor | undefined): string {
  return actor?.name ?? 'Somebody';
}

function after(event: Event, { kind, by, disposition, reason }: ActionRequest, atMillis: number): Event {
  if (kind === 'take') return { ...event, state: 'taken', takenBy: by, takenAtMillis: atMillis };
  if (kind === 'release') {
    const { takenBy: _by, takenAtMillis: _at, ...rest } = event;
    return { ...rest, state: 'new' };
  }
  if (kind !== 'close') return event;
  return {
    ...event,
    state: 'closed',
    closedAtMillis: atMillis,
    closedBy: by,
    ...(disposition === undefined ? {} : { disposition }),
    ...(reason === undefined ? {} : { reason }),
  };
}
