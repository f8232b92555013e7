import type { Event } from '../../core/event.ts';
import { OpeningsBySite } from '../../core/openings-by-site.ts';
import type { Correlation } from '../../core/ports/correlation.ts';
import type { Signal } from '../../core/signal.ts';
import { AgedMap } from '../aged-map.ts';
import type { CorrelationConfig } from './correlation-rules.ts';
import { Correlator, type Correlated } from './correlator.ts';

/** The standards speak of a flood from ten alarms in ten minutes an operator; a room has some of them. */
const FLOOD_EVENTS = 30;
const FLOOD_LASTS_MILLIS = 600_000;
const MAX_SITES = 10_000;
const MAX_ALIASES = 100_000;
const MAX_CONDITIONS = 200_000;

/**
 * Says at the desk which event a signal belongs to. What a rule speaks of is joined by the rule. Anything else stands for
 * itself, by sensor and class, until its site is flooded: then the unusual is put together and the usual kept apart.
 */
export class DeskCorrelation {
  readonly #correlator: Correlator;
  /** Keys of the correlator begin anew with each process; events outlive it. */
  readonly #session: string;
  readonly #openings = new OpeningsBySite();
  readonly #floodsUntilMillis = new AgedMap<number>(MAX_SITES);
  /** Keys of the correlator that stand for an event that was open before. */
  readonly #aliases = new AgedMap<string>(MAX_ALIASES);
  /** Where the end of a condition belongs: to the event of its beginning. */
  readonly #keysOfConditions = new AgedMap<string>(MAX_CONDITIONS);

  /** `session` must be another one each time the process starts. */
  constructor(config: CorrelationConfig, session: string) {
    this.#correlator = new Correlator(config);
    this.#session = session;
  }

  /** Learns what was open before: further signals of these causes join these events. */
  resume(events: readonly Event[]): void {
    const signals = events.flatMap((event) => event.signals.map((signal) => ({ signal, event })));
    signals.sort((one, other) => one.signal.receivedAtMillis - other.signal.receivedAtMillis);
    for (const { signal, event } of signals) {
      const eventKey = deskKeyOf(signal, this.#correlator.take(signal));
      const [firstKey] = event.correlationKeys ?? [];
      if (firstKey !== undefined && signal.phase === 'entered') this.#keysOfConditions.set(condition(signal), firstKey);
      const key = event.correlationKeys?.find((each) => !isOwnKey(each));
      if (key !== undefined && this.#aliases.get(eventKey) === undefined) this.#aliases.set(eventKey, key);
    }
  }

  /** The event of a signal, and what the correlator knows of it by now. Each signal is asked about once. */
  take(signal: Signal): Correlation {
    const correlated = this.#correlator.take(signal);
    const { confirmation, origin, priority } = correlated;
    const conditionOfIt = condition(signal);
    const begun = signal.phase === 'left' ? this.#keysOfConditions.get(conditionOfIt) : undefined;
    const key = begun ?? this.#keyOf(signal, correlated);
    if (signal.phase === 'entered') this.#keysOfConditions.set(conditionOfIt, key);
    return {
      key,
      ...(confirmation === undefined ? {} : { confirmation }),
      ...(origin === 'unusual' ? { unusual: priority.contributions } : {}),
    };
  }

  /** Counts an opening towards a flood of its site. */
  opened({ site, openedAtMillis }: Event): void {
    if (this.#openings.add(site, openedAtMillis) < FLOOD_EVENTS) return;
    this.#floodsUntilMillis.set(site, openedAtMillis + FLOOD_LASTS_MILLIS);
  }

  /** Nothing joins the event any more; the next signal of its cause opens another. */
  closed({ correlationKeys = [] }: Event): void {
    const prefix = `${this.#session}:`;
    for (const key of correlationKeys) if (key.startsWith(prefix)) this.#correlator.close(key.slice(prefix.length));
  }

  #keyOf(signal: Signal, correlated: Correlated): string {
    const isOfRule = typeof correlated.origin === 'object';
    const isFlood = signal.receivedAtMillis < (this.#floodsUntilMillis.get(signal.site) ?? -Infinity);
    if (!isOfRule && !isFlood) return ownKey(signal);
    const eventKey = deskKeyOf(signal, correlated);
    return this.#aliases.get(eventKey) ?? `${this.#session}:${eventKey}`;
  }
}

/** At the desk an event is always of one site, as people may see some sites and not others. */
function deskKeyOf({ site }: Signal, { eventKey, origin }: Correlated): string {
  return origin === 'routine' ? `${eventKey}@${site}` : eventKey;
}

/** Of one sensor and one class: a fire alarm never hides in a technical event. Different parts, different keys. */
function ownKey(signal: Signal): string {
  return JSON.stringify([signal.site, signal.sensor, signal.class]);
}

function condition({ kind, type, site, sensor, seriesKey = '' }: Signal): string {
  return `${kind}\u0000${type}\u0000${site}\u0000${sensor}\u0000${seriesKey}`;
}

function isOwnKey(key: string): boolean {
  return key.startsWith('[');
}
