import type { Event } from '../core/event.ts';

/** The open events with the index that correlation needs. Closed events leave it. */
export class QueueState {
  readonly #events = new Map<string, Event>();
  readonly #eventIdByKey = new Map<string, string>();
  readonly #keyByEventId = new Map<string, string>();

  get(eventId: string): Event | undefined {
    return this.#events.get(eventId);
  }

  findByKey(correlationKey: string): Event | undefined {
    const eventId = this.#eventIdByKey.get(correlationKey);
    return eventId === undefined ? undefined : this.#events.get(eventId);
  }

  put(event: Event, correlationKey: string | undefined): void {
    if (event.state === 'closed') {
      this.#remove(event.id);
      return;
    }
    this.#events.set(event.id, event);
    if (correlationKey !== undefined) {
      this.#eventIdByKey.set(correlationKey, event.id);
      this.#keyByEventId.set(event.id, correlationKey);
    }
  }

  clear(): void {
    this.#events.clear();
    this.#eventIdByKey.clear();
    this.#keyByEventId.clear();
  }

  all(): readonly Event[] {
    return [...this.#events.values()];
  }

  values(): Iterable<Event> {
    return this.#events.values();
  }

  #remove(eventId: string): void {
    this.#events.delete(eventId);
    const key = this.#keyByEventId.get(eventId);
    if (key === undefined) return;
    this.#keyByEventId.delete(eventId);
    if (this.#eventIdByKey.get(key) === eventId) this.#eventIdByKey.delete(key);
  }
}

/** Changes under way: reads fall through to the queue, writes stay here until the audit trail has them. */
export class QueueDraft {
  readonly #base: QueueState;
  readonly #changed = new Map<string, { readonly event: Event; readonly key: string | undefined }>();
  readonly #openedByKey = new Map<string, string>();

  constructor(base: QueueState) {
    this.#base = base;
  }

  get(eventId: string): Event | undefined {
    return this.#changed.get(eventId)?.event ?? this.#base.get(eventId);
  }

  findByKey(correlationKey: string): Event | undefined {
    const openedId = this.#openedByKey.get(correlationKey);
    const found = openedId === undefined ? this.#base.findByKey(correlationKey) : this.get(openedId);
    const current = found === undefined ? undefined : this.get(found.id);
    return current?.state === 'closed' ? undefined : current;
  }

  put(event: Event, correlationKey?: string): void {
    const key = correlationKey ?? this.#changed.get(event.id)?.key;
    this.#changed.set(event.id, { event, key });
    if (correlationKey !== undefined) this.#openedByKey.set(correlationKey, event.id);
  }

  changedEvents(): readonly Event[] {
    return [...this.#changed.values()].map((change) => change.event);
  }

  /** Writes everything to the queue. */
  commit(): void {
    for (const { event, key } of this.#changed.values()) this.#base.put(event, key);
  }
}
