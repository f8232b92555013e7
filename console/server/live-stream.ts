import type { Event } from '../../core/event.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk } from '../../core/ports/desk.ts';
import type { EventSummary, StatusView } from './api-schemas.ts';
import { SnapshotFeed, SnapshotParts, type PartReader } from './snapshot-parts.ts';
import { streamMessage } from './stream-message.ts';

/** One connected page, seen from here. */
export interface StreamClient extends PartReader {
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
 * - `snapshot` first: `{now, events, status}`, every open event, in no particular order. To whoever asks for parts: the first of
 *   them in queue order, then `more`: `{now, events, more}` until `more` is false, no faster than they are read.
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
  readonly #feeds = new Map<StreamClient, SnapshotFeed>();
  readonly #shared = new Map<string, SnapshotParts>();
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
  add(client: StreamClient, audience: Audience = EVERYTHING, inParts = false): () => void {
    if (this.#clients.size === 0) this.#wake();
    this.#clients.set(client, audience);
    if (inParts) this.#feed(client, audience);
    else {
      const events = this.#openFor(audience);
      client.write(streamMessage('snapshot', { now: this.#now(), events, status: this.#source.status() }));
    }
    return () => this.#remove(client);
  }

  #openFor(audience: Audience): readonly EventSummary[] {
    const { desk, summarise } = this.#source;
    const events = desk
      .openEvents()
      .filter(({ site }) => audience.sees(site))
      .map(summarise);
    for (const event of events) {
      if (!this.#shownPriority.has(event.id)) this.#rememberPriority(event);
    }
    return events;
  }

  #feed(client: StreamClient, audience: Audience): void {
    const feed = new SnapshotFeed(this.#partsFor(audience), client, () => {
      this.#feeds.delete(client);
      while (feed.late.size > 0) {
        const late = taken(feed.late, MOST_EVENTS_AT_ONCE).map(this.#source.summarise);
        const chunk = eventsFor(audience, late, this.#now());
        if (chunk !== undefined) client.write(chunk);
      }
    });
    this.#feeds.set(client, feed);
    feed.go();
  }

  #partsFor(audience: Audience): SnapshotParts {
    const nowMillis = this.#source.clock.monotonicMillis();
    const key = keyOf(audience);
    const shared = this.#shared.get(key);
    if (shared?.isFresh(nowMillis) === true) return shared;
    const first = { now: this.#now(), status: this.#source.status() };
    const parts = new SnapshotParts(this.#openFor(audience), first, nowMillis);
    this.#shared.set(key, parts);
    return parts;
  }

  #forgetShared(): void {
    const nowMillis = this.#source.clock.monotonicMillis();
    for (const [key, parts] of this.#shared) if (!parts.isFresh(nowMillis)) this.#shared.delete(key);
  }

  stop(): void {
    for (const feed of this.#feeds.values()) feed.stop();
    this.#feeds.clear();
    for (const client of this.#clients.keys()) client.close();
    this.#clients.clear();
    this.#sleep();
  }

  #wake(): void {
    this.#unsubscribe = this.#source.desk.onChange((changes) => {
      for (const { event } of changes) {
        this.#changed.set(event.id, event);
        this.#moved.delete(event.id);
        for (const { late } of this.#feeds.values()) late.set(event.id, event);
        for (const { changed } of this.#shared.values()) changed.set(event.id, event);
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
    this.#shared.clear();
  }

  #remove(client: StreamClient): void {
    this.#feeds.get(client)?.stop();
    this.#feeds.delete(client);
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
    const changed = taken(this.#changed, MOST_EVENTS_AT_ONCE);
    const moved = taken(this.#moved, MOST_EVENTS_AT_ONCE - changed.length);
    const events = [...changed, ...moved].map(this.#source.summarise);
    if (this.#changed.size + this.#moved.size > 0) this.#flushSoon();
    for (const event of moved) for (const { late } of this.#feeds.values()) late.set(event.id, event);
    for (const event of events) this.#rememberPriority(event);
    const now = this.#now();
    this.#broadcast(
      (audience) => eventsFor(audience, events, now),
      (client) => !this.#feeds.has(client),
    );
  }

  #sendStatus(): void {
    this.#forgetShared();
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
    const chunk = streamMessage(name, data);
    this.#broadcast(() => chunk);
  }

  /** `chunkFor` is asked once for those who see the same sites; `undefined` where there is nothing for them. */
  #broadcast(
    chunkFor: (audience: Audience) => string | undefined,
    isFor: (client: StreamClient) => boolean = () => true,
  ): void {
    const chunks = new Map<string, string | undefined>();
    for (const [client, audience] of this.#clients) {
      if (!isFor(client)) continue;
      const key = keyOf(audience);
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
  return seen.length === 0 ? undefined : streamMessage('events', { now, events: seen });
}

/** The first of them, which are gone from there then. */
function taken(from: Map<string, Event>, atMost: number): readonly Event[] {
  const first = [...from.values()].slice(0, Math.max(0, atMost));
  for (const { id } of first) from.delete(id);
  return first;
}

function keyOf({ sites }: Audience): string {
  return sites === undefined ? '' : JSON.stringify(sites);
}

/** The page shows one decimal; a smaller move is not worth a message. */
function roundedPriority(event: EventSummary): number {
  return Math.round(event.priority * 10);
}
