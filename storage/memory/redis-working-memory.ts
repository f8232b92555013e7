import { Redis, type RedisOptions } from 'ioredis';
import type { Event } from '../../core/event.ts';
import type { LatestReading, WorkingMemory } from '../../core/ports/working-memory.ts';
import { keyText } from '../records/canonical-json.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';
import { DEFAULT_WORKING_MEMORY_LIMITS, type WorkingMemoryLimits } from './limits.ts';
import { redisFailure } from './redis-failure.ts';
import { LATEST_PER_CALL, PUT_EVENTS, PUT_LATEST, REPLACE_EVENTS } from './redis-scripts.ts';

/** What the connection does. After `up` that follows `down`, Redis may have lost everything: fill it again. */
export type RedisHealth =
  | { readonly state: 'up'; readonly detail: string }
  | { readonly state: 'down'; readonly detail: string; readonly remedy: string };

export interface RedisWorkingMemoryOptions {
  /** What every key begins with. */
  readonly keyPrefix?: string;
  readonly commandTimeoutSeconds?: number;
  readonly connectTimeoutSeconds?: number;
  readonly limits?: WorkingMemoryLimits;
  /** Called when the connection comes and goes; must not throw. */
  readonly onHealth?: (health: RedisHealth) => void;
}

/**
 * Working memory in Redis. Each command has a deadline and fails with a `Failure` while there is no connection;
 * ioredis goes on connecting. Nothing is retried here: puts are idempotent, the caller may repeat them.
 */
export class RedisWorkingMemory implements WorkingMemory {
  readonly #client: Redis;
  readonly #limits: WorkingMemoryLimits;
  readonly #onHealth: (health: RedisHealth) => void;
  readonly #server: string;
  /** One hash slot (the braces), because one script uses the three. */
  readonly #eventKeys: readonly [open: string, versions: string, closed: string];
  readonly #latestKey: string;
  #state: RedisHealth['state'] | 'starting' | 'stopped' = 'starting';
  #lastError: Error | undefined;

  constructor(connection: string | RedisOptions, options: RedisWorkingMemoryOptions = {}) {
    const prefix = options.keyPrefix ?? 'telltale:';
    this.#eventKeys = [`${prefix}{events}:open`, `${prefix}{events}:versions`, `${prefix}{events}:closed`];
    this.#latestKey = `${prefix}latest`;
    this.#limits = options.limits ?? DEFAULT_WORKING_MEMORY_LIMITS;
    this.#onHealth = options.onHealth ?? (() => undefined);
    const client = connect(connection, options);
    this.#server = client.options.path ?? `${client.options.host}:${client.options.port}`;
    client.on('error', (error) => {
      this.#lastError = error;
    });
    client.on('ready', () => this.#connected());
    client.on('close', () => this.#disconnected());
    this.#client = client;
  }

  async putEvents(events: readonly Event[]): Promise<void> {
    if (events.length > 0) await this.#storeEvents('storing events', PUT_EVENTS, events);
  }

  async openEvents(): Promise<readonly Event[]> {
    const texts = await this.#run('reading events', (client) => client.hvals(this.#eventKeys[0]));
    return texts.map((text) => decodeEvent(text));
  }

  async event(eventId: string): Promise<Event | undefined> {
    const text = await this.#run('reading an event', (client) => client.hget(this.#eventKeys[0], keyText(eventId)));
    return text === null ? undefined : decodeEvent(text);
  }

  async replaceEvents(events: readonly Event[]): Promise<void> {
    await this.#storeEvents('replacing events', REPLACE_EVENTS, events);
  }

  async putLatest(readings: readonly LatestReading[]): Promise<void> {
    await this.#run('storing latest readings', (client) =>
      Promise.all(
        slices(readings, LATEST_PER_CALL).map((slice) => {
          const fields = slice.flatMap(({ seriesKey, observedAtMillis, value }) => [
            seriesKey,
            `${observedAtMillis} ${value}`,
          ]);
          return client.eval(PUT_LATEST, 1, this.#latestKey, this.#limits.maxLatestReadings, ...fields);
        }),
      ),
    );
  }

  async latest(seriesKeys: readonly string[]): Promise<readonly (LatestReading | undefined)[]> {
    const texts = await this.#run('reading latest readings', (client) =>
      Promise.all(slices(seriesKeys, LATEST_PER_CALL).map((slice) => client.hmget(this.#latestKey, ...slice))),
    );
    return texts.flat().map((text, i) => decodeLatest(seriesKeys[i] ?? '', text));
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#client.disconnect();
  }

  async #storeEvents(doing: string, script: string, events: readonly Event[]): Promise<void> {
    const fields = events.flatMap((event) => [
      keyText(event.id),
      event.version,
      event.changedAtMillis,
      event.state === 'closed' ? '' : encodeEvent(event),
    ]);
    await this.#run(doing, (client) =>
      client.eval(script, this.#eventKeys.length, ...this.#eventKeys, this.#limits.maxClosedRemembered, ...fields),
    );
  }

  async #run<Result>(doing: string, command: (client: Redis) => Promise<Result>): Promise<Result> {
    try {
      return await command(this.#client);
    } catch (cause) {
      const failure = redisFailure(cause, doing, this.#server);
      // A stopped Redis keeps its connection and never answers; unanswered commands would pile up on it.
      if (failure.reason === 'timeout' && this.#client.status === 'ready') this.#client.disconnect(true);
      throw failure;
    }
  }

  #connected(): void {
    this.#lastError = undefined;
    if (this.#state === 'up' || this.#state === 'stopped') return;
    this.#state = 'up';
    this.#onHealth({ state: 'up', detail: `connected to Redis at ${this.#server}` });
  }

  #disconnected(): void {
    if (this.#state === 'down' || this.#state === 'stopped') return;
    this.#state = 'down';
    const failure = redisFailure(this.#lastError ?? new Error('connection lost'), 'connecting', this.#server);
    this.#onHealth({ state: 'down', detail: failure.message, remedy: failure.remedy });
  }
}

function connect(connection: string | RedisOptions, options: RedisWorkingMemoryOptions): Redis {
  const settings: RedisOptions = {
    commandTimeout: (options.commandTimeoutSeconds ?? 1) * 1000,
    connectTimeout: (options.connectTimeoutSeconds ?? 2) * 1000,
    disconnectTimeout: 100,
    // With these two a lost connection fails what waits for it at once, so that nothing piles up.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  };
  return typeof connection === 'string' ? new Redis(connection, settings) : new Redis({ ...connection, ...settings });
}

const LATEST = /^(\S+) (\S+)$/;

function decodeLatest(seriesKey: string, text: string | null): LatestReading | undefined {
  const [, observedAt, value] = LATEST.exec(text ?? '') ?? [];
  const reading = { seriesKey, observedAtMillis: Number(observedAt), value: Number(value) };
  return Number.isFinite(reading.observedAtMillis) && Number.isFinite(reading.value) ? reading : undefined;
}

function slices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const result: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size));
  return result;
}
