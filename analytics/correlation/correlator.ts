import type { Priority } from '../../core/priority.ts';
import type { Signal } from '../../core/signal.ts';
import { AgedMap } from '../aged-map.ts';
import type { CorrelationConfig } from './correlation-rules.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { OpenEvent, type Confirmation, type EventOrigin } from './open-event.ts';
import { Places } from './places.ts';
import { RuleEvents } from './rule-events.ts';
import { newSource, repetitionOf, type Repetition, type Source } from './source-watch.ts';
import { UnusualEvents } from './unusual-events.ts';

/** With long names, all that is remembered takes about 150 MB when there is room for no more. */
const MAX_SOURCES = 100_000;
/** The latest that can be closed by their key. */
const MAX_EVENTS = 20_000;
const MAX_REPORTED_SOURCES = 20;

/** Where a signal belongs, and what is known of that event with it. */
export interface Correlated {
  readonly repetition: Repetition;
  readonly eventKey: string;
  /** The signal is the first of its event. */
  readonly opened: boolean;
  /** Signals in the event, this one included. */
  readonly signalCount: number;
  readonly openedAtMillis: number;
  readonly origin: EventOrigin;
  /** Correlation's share of the event's priority, as far as it is known by now. */
  readonly priority: Priority;
  readonly confirmation: Confirmation | undefined;
}

/** A source that chatters or is fleeting, and how often it was so far. */
export interface NoisySource {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly times: number;
}

export interface CorrelatorCounters {
  signals: number;
  events: number;
  duplicates: number;
  chatterings: number;
  fleetings: number;
  bursts: number;
}

/**
 * Puts a stream of signals together into events. Time is that of the signals: it never goes back, and a signal that is
 * late is judged as if it came now. The same signals in the same order always give the same events.
 */
export class Correlator {
  readonly counters: CorrelatorCounters = {
    signals: 0,
    events: 0,
    duplicates: 0,
    chatterings: 0,
    fleetings: 0,
    bursts: 0,
  };
  readonly #config: CorrelationConfig;
  readonly #sources = new AgedMap<Source>(MAX_SOURCES);
  readonly #events = new AgedMap<OpenEvent>(MAX_EVENTS);
  readonly #ruleEvents: RuleEvents;
  readonly #unusualEvents: UnusualEvents;
  #nowMillis = -Infinity;

  constructor(config: CorrelationConfig) {
    this.#config = config;
    const newEvent = this.#newEvent.bind(this);
    this.#ruleEvents = new RuleEvents(config.rules ?? DEFAULT_RULES, new Places(config.places), newEvent);
    this.#unusualEvents = new UnusualEvents(config, newEvent);
  }

  /** What is remembered at the moment, and how much was forgotten early for want of room. */
  get sizes(): {
    readonly sources: number;
    readonly sites: number;
    readonly types: number;
    readonly evicted: number;
  } {
    const { sites, types, evicted } = this.#unusualEvents.sizes;
    return { sources: this.#sources.size, sites, types, evicted: evicted + this.#sources.evicted };
  }

  take(signal: Signal): Correlated {
    const nowMillis = Math.max(this.#nowMillis, Math.min(signal.observedAtMillis, signal.receivedAtMillis));
    this.#nowMillis = nowMillis;
    const source = this.#sourceOf(signal, nowMillis);
    const repetition = repetitionOf(source, signal, nowMillis, this.#config.repeats);
    this.#count(repetition);
    const eventsBefore = this.counters.events;
    const event = this.#eventFor(signal, source, repetition, nowMillis);
    source.event = event;
    source.joinedAtMillis = nowMillis;
    return {
      repetition,
      eventKey: event.key,
      opened: this.counters.events > eventsBefore,
      signalCount: event.signalCount,
      openedAtMillis: event.openedAtMillis,
      origin: event.origin,
      priority: event.priority,
      confirmation: event.confirmation,
    };
  }

  /** Nothing joins the event any more, as when somebody closed it; what comes after opens another. */
  close(eventKey: string): void {
    const event = this.#events.get(eventKey);
    if (event !== undefined) event.isClosed = true;
  }

  /** Lets go of what no signal can join any more. */
  expire(nowMillis: number): void {
    this.#nowMillis = Math.max(this.#nowMillis, nowMillis);
    this.#ruleEvents.expire(this.#nowMillis);
    this.#unusualEvents.expire(this.#nowMillis);
  }

  /** The sources that chattered most, and those whose conditions were fleeting most often. */
  noisySources(): { readonly chattering: readonly NoisySource[]; readonly fleeting: readonly NoisySource[] } {
    return {
      chattering: mostOf(this.#sources.values(), ({ chatterings }) => chatterings),
      fleeting: mostOf(this.#sources.values(), ({ fleetings }) => fleetings),
    };
  }

  #eventFor(signal: Signal, source: Source, { isBurst }: Repetition, nowMillis: number): OpenEvent {
    if (signal.phase === 'left') return joined(this.#unusualEvents.eventForEnd(source, nowMillis), signal, nowMillis);
    return (
      this.#ruleEvents.eventFor(signal, nowMillis, source.event) ??
      joined(this.#unusualEvents.eventFor(source, isBurst, nowMillis), signal, nowMillis)
    );
  }

  #newEvent(site: string, origin: EventOrigin, nowMillis: number): OpenEvent {
    this.counters.events += 1;
    const event = new OpenEvent({ key: `event-${this.counters.events}`, site, origin, nowMillis });
    this.#events.set(event.key, event);
    return event;
  }

  #sourceOf(signal: Signal, nowMillis: number): Source {
    const key = `${signal.site}\u0000${signal.sensor}\u0000${signal.type}\u0000${signal.class}`;
    const known = this.#sources.get(key);
    if (known !== undefined && nowMillis - known.judgedAtMillis < 60_000) return known;
    const source = known ?? newSource(signal, nowMillis);
    this.#sources.set(key, source);
    return source;
  }

  #count({ isDuplicate, startsToChatter, isFleeting, isBurst }: Repetition): void {
    this.counters.signals += 1;
    if (isDuplicate) this.counters.duplicates += 1;
    if (startsToChatter) this.counters.chatterings += 1;
    if (isFleeting) this.counters.fleetings += 1;
    if (isBurst) this.counters.bursts += 1;
  }
}

function joined(event: OpenEvent, { sensor }: Signal, nowMillis: number): OpenEvent {
  event.join(sensor, nowMillis);
  return event;
}

function mostOf(sources: Iterable<Source>, timesOf: (source: Source) => number): readonly NoisySource[] {
  return [...sources]
    .filter((source) => timesOf(source) > 0)
    .sort((a, b) => timesOf(b) - timesOf(a))
    .slice(0, MAX_REPORTED_SOURCES)
    .map((source) => ({ site: source.site, sensor: source.sensor, type: source.type, times: timesOf(source) }));
}
