import type { Action } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { ActionOutcome, ActionRequest, Desk, DeskChange } from '../../core/ports/desk.ts';
import { sampleEvent } from './sample-records.ts';

type ChangedFields = Partial<Omit<Event, 'suppression'>> & { readonly suppression?: Event['suppression'] | 'none' };

function isTooLate(event: Event, { kind }: ActionRequest): boolean {
  if (kind !== 'escalate') return false;
  const isWaiting = event.state === 'new' || event.remindedAtMillis !== undefined;
  return !isWaiting || event.escalatedAtMillis !== undefined;
}

function fieldsAfter(event: Event, { kind }: ActionRequest): ChangedFields {
  if (kind === 'remind') return { remindedAtMillis: event.takenAtMillis ?? event.openedAtMillis };
  if (kind === 'release') return { state: 'new' };
  if (kind === 'unshelve') return { suppression: 'none' };
  return { escalatedAtMillis: event.openedAtMillis + 30_000 };
}

/** A desk without rules but one: an event that is held or escalated is escalated only after a reminder. Keeps what it is asked. */
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
    if (event === undefined || isTooLate(event, request)) {
      return { accepted: false, refusal: { reason: 'not-allowed-in-state', message: 'too late' }, event };
    }
    return { accepted: true, event: this.change(event.id, fieldsAfter(event, request)) };
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

  change(eventId: string, fields: ChangedFields, action?: Action): Event {
    const previous = this.#events.get(eventId);
    if (previous === undefined) throw new Error(`no event ${eventId}`);
    const { suppression = previous.suppression, ...others } = fields;
    const { suppression: _suppression, ...held } = previous;
    const { takenBy: _takenBy, ...free } = held;
    const rest = fields.state === 'new' ? free : held;
    const kept = suppression === undefined || suppression === 'none' ? {} : { suppression };
    const event: Event = { ...rest, ...others, ...kept, version: previous.version + 1 };
    this.#events.set(eventId, event);
    this.#tell(action === undefined ? { event, previous } : { event, previous, action });
    return event;
  }

  #tell(change: DeskChange): void {
    for (const listener of this.#listeners) listener([change]);
  }
}
