import type { Event } from '../core/event.ts';

/** The open events with the index that correlation needs. Closed events leave it. */
export class QueueState {
  readonly #events = new Map<string, Event>();
  readonly #eventIdByKey = new Map<string, string>();

  get(eventId: string): Event | undefined {
    return this.#events.get(eventId);
  }

  findByKey(correlationKey: string): Event | undefined {
    const eventId = this.#eventIdByKey.get(correlationKey);
    return eventId === undefined ? undefined : this.#events.get(eventId);
  }

  /** A key belongs to the first open event that has it. */
  put(event: Event): void {
    const before = this.#events.get(event.id);
    if (before !== undefined && before.correlationKeys !== event.correlationKeys) this.#forgetKeys(before);
    if (event.state === 'closed') {
      this.#events.delete(event.id);
      this.#forgetKeys(event);
      return;
    }
    this.#events.set(event.id, event);
    for (const key of event.correlationKeys ?? []) {
      if (!this.#eventIdByKey.has(key)) this.#eventIdByKey.set(key, event.id);
    }
  }

  clear(): void {
    this.#events.clear();
    this.#eventIdByKey.clear();
  }

  all(): readonly Event[] {
    return [...this.#events.values()];
  }

  values(): Iterable<Event> {
    return this.#events.values();
  }

  #forgetKeys({ id, correlationKeys = [] }: Event): void {
    for (const key of correlationKeys) if (this.#eventIdByKey.get(key) === id) this.#eventIdByKey.delete(key);
  }
}

/**
 * Changes under way: reads fall through to the draft that is being committed meanwhile, if there is one, and to the
 * queue; writes stay here until the audit trail has them.
 */
export class QueueDraft {
  readonly #queue: QueueState;
  #below: QueueDraft | undefined;
  readonly #changed = new Map<string, Event>();
  readonly #changedByKey = new Map<string, string>();

  constructor(queue: QueueState, below?: QueueDraft) {
    this.#queue = queue;
    this.#below = below;
  }

  get(eventId: string): Event | undefined {
    return this.#changed.get(eventId) ?? (this.#below ?? this.#queue).get(eventId);
  }

  findByKey(correlationKey: string): Event | undefined {
    const changedId = this.#changedByKey.get(correlationKey);
    const eventId = changedId ?? (this.#below ?? this.#queue).findByKey(correlationKey)?.id;
    const current = eventId === undefined ? undefined : this.get(eventId);
    if (current === undefined || current.state === 'closed') return undefined;
    return current.correlationKeys?.includes(correlationKey) === true ? current : undefined;
  }

  put(event: Event): void {
    this.#changed.set(event.id, event);
    if (event.state === 'closed') return;
    for (const key of event.correlationKeys ?? []) {
      if (this.findByKey(key) === undefined) this.#changedByKey.set(key, event.id);
    }
  }

  changedEvents(): readonly Event[] {
    return [...this.#changed.values()];
  }

  /** The draft below is in the queue now. */
  standAlone(): void {
    this.#below = undefined;
  }

  /** Writes everything to the queue: first what gives keys up, then what may take them. */
  commit(): void {
    const changed = this.changedEvents();
    for (const event of changed) if (event.state === 'closed') this.#queue.put(event);
    for (const event of changed) if (event.state !== 'closed') this.#queue.put(event);
  }
}
