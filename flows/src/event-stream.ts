import { setTimeout as delay } from 'node:timers/promises';
import { EventChanges, type EventChange } from './event-changes.ts';
import { ServerSentEventParser, type ServerSentEvent } from './server-sent-events.ts';
import { reasonOf } from './telltale-api.ts';
import { parseEvents } from './telltale-event.ts';

export type StreamState =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** `reason` is a few words: it stands beside the node. */
  | { readonly state: 'disconnected'; readonly reason: string };

export interface EventStreamOptions {
  /** Where Telltale's console answers, e.g. `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
  readonly onChange: (change: EventChange) => void;
  readonly onState: (state: StreamState) => void;
  readonly timing?: Partial<StreamTiming>;
}

export interface StreamTiming {
  /** Telltale sends something every two seconds; after this long without anything the connection is dead. */
  readonly silenceMillis: number;
  readonly firstRetryMillis: number;
  readonly longestRetryMillis: number;
}

const DEFAULT_TIMING: StreamTiming = { silenceMillis: 10_000, firstRetryMillis: 500, longestRetryMillis: 30_000 };

/** Listens to Telltale's event stream until it is stopped, and connects again whenever the stream ends. */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #timing: StreamTiming;
  readonly #changes = new EventChanges();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
  }

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  /** Nothing is reported after this resolves. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      this.#options.onState({ state: 'connecting' });
      const reason = await this.#listen(stopping).catch(reasonOf);
      if (stopping.aborted) return;
      this.#options.onState({ state: 'disconnected', reason });
      await delay(this.#retryMillis(), undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** Resolves with the reason when the stream has ended in good order. */
  async #listen(stopping: AbortSignal): Promise<string> {
    const silence = new SilenceAlarm(this.#timing.silenceMillis);
    // Not AbortSignal.any: on Node 20 what it makes may be collected, and then nothing aborts.
    const end = (): void => silence.ring('stopped');
    stopping.addEventListener('abort', end);
    try {
      const reader = (await this.#request(silence.signal)).getReader();
      // Once a request is answered, Node 20 may forget that its signal ends the answer as well.
      silence.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
      const parser = new ServerSentEventParser();
      const decoder = new TextDecoder();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        silence.reset();
        for (const message of parser.push(decoder.decode(read.value, { stream: true }))) this.#take(message);
      }
      silence.signal.throwIfAborted();
      return 'stream ended';
    } finally {
      stopping.removeEventListener('abort', end);
      silence.stop();
    }
  }

  async #request(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const { baseUrl, token } = this.#options;
    const response = await fetch(new URL('/api/v1/stream', baseUrl), {
      headers: { accept: 'text/event-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      redirect: 'error',
      signal,
    });
    if (response.ok && response.body !== null) return response.body;
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }

  #take({ name, data }: ServerSentEvent): void {
    if (name !== 'snapshot' && name !== 'events') return;
    const events = parseEvents(data);
    const changes = name === 'snapshot' ? this.#changes.snapshot(events) : this.#changes.update(events);
    if (name === 'snapshot') {
      this.#failures = 0;
      this.#options.onState({ state: 'connected' });
    }
    for (const change of changes) this.#options.onChange(change);
  }

  /** Doubles with each failure in a row; up to a quarter more, so that many listeners do not return at once. */
  #retryMillis(): number {
    const { firstRetryMillis, longestRetryMillis } = this.#timing;
    const base = Math.min(firstRetryMillis * 2 ** this.#failures++, longestRetryMillis);
    return base * (1 + Math.random() / 4);
  }
}

/** Aborts its signal unless it is reset in time, again and again. */
class SilenceAlarm {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(silenceMillis: number) {
    this.#timer = setTimeout(() => this.ring('silent'), silenceMillis);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reset(): void {
    this.#timer.refresh();
  }

  ring(reason: string): void {
    this.#controller.abort(new Error(reason));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
