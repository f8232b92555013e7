import type { Event } from '../../core/event.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk } from '../../core/ports/desk.ts';
import type { EventSummary, StatusView } from './api-schemas.ts';

/** One connected page, seen from here. */
export interface StreamClient {
  write(chunk: string): void;
  /** Bytes written and not yet taken by the network. */
  bufferedBytes(): number;
  close(): void;
}

/** Which events a page is told of. */
export interface Audience {
  /** Pages with the same patterns are told the same; `undefined` is everything. */
  readonly sites: readonly string[] | undefined;
  readonly sees: (site: string) => boolean;
}

const EVERYTHING: Audience = { sites: undefined, sees: () => true };

export interface StreamSource {
  readonly desk: Pick<Desk, 'openEvents' | 'onChange'>;
  readonly summarise: (event: Event) => EventSummary;
  readonly status: () => StatusView;
  readonly clock: Clock;
  readonly onDropped: (bufferedBytes: number) => void;
}

export interface StreamTiming {
  /** Least time between two `events` writes: ten a second at most. */
  readonly flushMillis: number;
  readonly heartbeatMillis: number;
  /** How often `status` is sent and priorities that have moved since are sent again. */
  readonly statusMillis: number;
  /** A client that has this much waiting is dropped; it reconnects and gets a fresh snapshot. */
  readonly maxBufferedBytes: number;
  readonly maxClients: number;
}

export const DEFAULT_STREAM_TIMING: StreamTiming = {
  flushMillis: 100,
  heartbeatMillis: 2000,
  statusMillis: 3000,
  maxBufferedBytes: 16 * 1024 * 1024,
  maxClients: 100,
};

/** More in one message would hold a page up while it reads them. */
const MOST_EVENTS_AT_ONCE = 300;

/**
 * What connected pages are told, as server-sent events:
 *
 * - `snapshot` first: `{now, events, status}`, every open event, in no particular order.
 * - `events`: `{now, events}`, the events that changed since, the latest version of each; a closed one
 *   comes once with state `closed`. At most ten a second, the first after a quiet while at once.
 * - `status`: how sources and notifiers are doing.
 * - `heartbeat`: `{now}`; five seconds without anything means that the connection is lost.
 *
 * Each message is made once and written to all who see the same sites. Nothing runs while nobody is connected.
 */
export class LiveStream {
  readonly #source: StreamSource;
  readonly #timing: StreamTiming;
  readonly #clients = new Map<StreamClient, Audience>();
  readonly #changed = new Map<string, Event>();
  /** Nothing happened to them but that time passed; they wait for what did happen. */
  readonly #moved = new Map<string, Event>();
  readonly #shownPriority = new Map<string, number>();
  #unsubscribe: (() => void) | undefined;
  #flushTimer: NodeJS.Timeout | undefined;
  #repeatTimers: readonly NodeJS.Timeout[] = [];
  #flushedAtMillis = -Infinity;

  constructor(source: StreamSource, timing: StreamTiming = DEFAULT_STREAM_TIMING) {
    this.#source = source;
    this.#timing = timing;
  }

  get isFull(): boolean {
    return this.#clients.size >= this.#timing.maxClients;
  }

  /** Sends the snapshot and everything after it, until the returned function is called. */
  add(client: StreamClient, audience: Audience = EVERYTHING): () => void {
    if (this.#clients.size === 0) this.#wake();
    this.#clients.set(client, audience);
    const { desk, summarise, status } = this.#source;
    const events = desk
      .openEvents()
      .filter(({ site }) => audience.sees(site))
      .map(summarise);
    for (const event of events) {
      if (!this.#shownPriority.has(event.id)) this.#rememberPriority(event);
    }
    client.write(message('snapshot', { now: this.#now(), events, status: status() }));
    return () => this.#remove(client);
  }

  stop(): void {
    for (const client of this.#clients.keys()) client.close();
    this.#clients.clear();
    this.#sleep();
  }

  #wake(): void {
    this.#unsubscribe = this.#source.desk.onChange((changes) => {
      for (const { event } of changes) {
        this.#changed.set(event.id, event);
        this.#moved.delete(event.id);
      }
      this.#flushSoon();
    });
    this.#repeatTimers = [
      setInterval(() => this.#tellAll('heartbeat', { now: this.#now() }), this.#timing.heartbeatMillis),
      setInterval(() => this.#sendStatus(), this.#timing.statusMillis),
    ];
  }

  #sleep(): void {
    this.#unsubscribe?.();
    for (const timer of this.#repeatTimers) clearInterval(timer);
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    this.#changed.clear();
    this.#moved.clear();
    this.#shownPriority.clear();
  }

  #remove(client: StreamClient): void {
    if (this.#clients.delete(client) && this.#clients.size === 0) this.#sleep();
  }

  #flushSoon(): void {
    if (this.#flushTimer !== undefined) return;
    const waitMillis = this.#flushedAtMillis + this.#timing.flushMillis - this.#source.clock.monotonicMillis();
    this.#flushTimer = setTimeout(() => this.#flush(), Math.max(0, waitMillis));
  }

  #flush(): void {
    this.#flushTimer = undefined;
    this.#flushedAtMillis = this.#source.clock.monotonicMillis();
    const moved = this.#takeMoved(MOST_EVENTS_AT_ONCE - this.#changed.size);
    const events = [...this.#changed.values(), ...moved].map(this.#source.summarise);
    this.#changed.clear();
    if (this.#moved.size > 0) this.#flushSoon();
    for (const event of events) this.#rememberPriority(event);
    const now = this.#now();
    this.#broadcast((audience) => eventsFor(audience, events, now));
  }

  #takeMoved(atMost: number): readonly Event[] {
    const taken = [...this.#moved.values()].slice(0, Math.max(0, atMost));
    for (const { id } of taken) this.#moved.delete(id);
    return taken;
  }

  #sendStatus(): void {
    for (const event of this.#source.desk.openEvents()) {
      const shown = this.#shownPriority.get(event.id);
      if (shown === undefined || shown !== roundedPriority(this.#source.summarise(event))) {
        this.#moved.set(event.id, event);
      }
    }
    if (this.#moved.size > 0) this.#flushSoon();
    this.#tellAll('status', this.#source.status());
  }

  #rememberPriority(event: EventSummary): void {
    if (event.state === 'closed') this.#shownPriority.delete(event.id);
    else this.#shownPriority.set(event.id, roundedPriority(event));
  }

  #tellAll(name: string, data: unknown): void {
    const chunk = message(name, data);
    this.#broadcast(() => chunk);
  }

  /** `chunkFor` is asked once for those who see the same sites; `undefined` where there is nothing for them. */
  #broadcast(chunkFor: (audience: Audience) => string | undefined): void {
    const chunks = new Map<string, string | undefined>();
    for (const [client, audience] of this.#clients) {
      const key = audience.sites === undefined ? '' : JSON.stringify(audience.sites);
      if (!chunks.has(key)) chunks.set(key, chunkFor(audience));
      const chunk = chunks.get(key);
      if (chunk === undefined) continue;
      const bufferedBytes = client.bufferedBytes();
      if (bufferedBytes > this.#timing.maxBufferedBytes) {
        this.#remove(client);
        client.close();
        this.#source.onDropped(bufferedBytes);
      } else {
        client.write(chunk);
      }
    }
  }

  #now(): string {
    return new Date(this.#source.clock.nowMillis()).toISOString();
  }
}

function eventsFor({ sees }: Audience, events: readonly EventSummary[], now: string): string | undefined {
  const seen = events.filter(({ site }) => sees(site));
  return seen.length === 0 ? undefined : message('events', { now, events: seen });
}

/** The page shows one decimal; a smaller move is not worth a message. */
function roundedPriority(event: EventSummary): number {
  return Math.round(event.priority * 10);
}

/** JSON has no raw line breaks, so the data is always one line. */
function message(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
