import type { Action } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { ActionOutcome, ActionRequest, Desk, DeskChange } from '../../core/ports/desk.ts';
import { sampleEvent } from './sample-records.ts';

/** A desk without rules but one: an event that is taken or escalated is not escalated. Keeps what it is asked. */
export class FakeDesk implements Desk {
  readonly requests: ActionRequest[] = [];
  /** When set, `act` rejects with it. */
  fault: Error | undefined;
  readonly #events = new Map<string, Event>();
  readonly #listeners = new Set<(changes: readonly DeskChange[]) => void>();

  async signals(): Promise<void> {
    throw new Error('should not be called');
  }

  async act(request: ActionRequest): Promise<ActionOutcome> {
    this.requests.push(request);
    if (this.fault !== undefined) throw this.fault;
    const event = this.#events.get(request.eventId);
    if (event === undefined || event.state !== 'new' || event.escalatedAtMillis !== undefined) {
      return { accepted: false, refusal: { reason: 'not-allowed-in-state', message: 'too late' }, event };
    }
    return { accepted: true, event: this.change(event.id, { escalatedAtMillis: event.openedAtMillis + 30_000 }) };
  }

  openEvents(): readonly Event[] {
    return [...this.#events.values()].filter(({ state }) => state !== 'closed');
  }

  async event(eventId: string): Promise<Event | undefined> {
    return this.#events.get(eventId);
  }

  onChange(listener: (changes: readonly DeskChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Puts an event there without telling anybody, as if it had been open at the start. */
  put(fields: Partial<Event>): Event {
    const event = sampleEvent(fields);
    this.#events.set(event.id, event);
    return event;
  }

  open(fields: Partial<Event>): Event {
    const event = this.put(fields);
    this.#tell({ event, previous: undefined });
    return event;
  }

  change(eventId: string, fields: Partial<Event>, action?: Action): Event {
    const previous = this.#events.get(eventId);
    if (previous === undefined) throw new Error(`no event ${eventId}`);
    const event = { ...previous, ...fields, version: previous.version + 1 };
    this.#events.set(eventId, event);
    this.#tell(action === undefined ? { event, previous } : { event, previous, action });
    return event;
  }

  #tell(change: DeskChange): void {
    for (const listener of this.#listeners) listener([change]);
  }
}
