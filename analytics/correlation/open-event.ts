import { priorityOf, type Contribution, type Priority } from '../../core/priority.ts';

/** Sums of multiples of this are exact. */
const STEPS_A_BIT = 64;
/** An event that is near so many sensors is near enough to more. */
const MAX_SENSORS = 32;

/** `unconfirmed`: a lone detector; absent where the rule asks for no confirmation. */
export type Confirmation = 'unconfirmed' | 'confirmed';

/** Why there is such an event: a rule by its name, something unusual, or all that is usual. */
export type EventOrigin = { readonly rule: string } | 'unusual' | 'routine';

/** Makes an event with a key of its own. */
export type NewEvent = (site: string, origin: EventOrigin, nowMillis: number) => OpenEvent;

/** What one event is for correlation while signals may still join it. */
export class OpenEvent {
  readonly key: string;
  readonly site: string;
  readonly origin: EventOrigin;
  readonly openedAtMillis: number;
  latestAtMillis: number;
  signalCount = 0;
  /** No signal joins it any more. */
  isClosed = false;
  /** Of the first signals and the latest; `seenAtMillis` of their latest signal. */
  readonly #sensors = new Map<string, number>();
  readonly #contributions = new Map<string, number>();
  #priority: Priority | undefined;
  confirmation: Confirmation | undefined;

  constructor(fields: {
    readonly key: string;
    readonly site: string;
    readonly origin: EventOrigin;
    readonly nowMillis: number;
  }) {
    this.key = fields.key;
    this.site = fields.site;
    this.origin = fields.origin;
    this.openedAtMillis = fields.nowMillis;
    this.latestAtMillis = fields.nowMillis;
  }

  get priority(): Priority {
    this.#priority ??= priorityOf([...this.#contributions].map(toContribution));
    return this.#priority;
  }

  join(sensor: string, nowMillis: number): void {
    this.signalCount += 1;
    this.latestAtMillis = nowMillis;
    if (this.#sensors.has(sensor) || this.#sensors.size < MAX_SENSORS) this.#sensors.set(sensor, nowMillis);
  }

  /** The sensors heard at or after the moment. */
  *sensorsSince(millis: number): Generator<string> {
    for (const [sensor, seenAtMillis] of this.#sensors) if (seenAtMillis >= millis) yield sensor;
  }

  contribute(name: string, value: number): void {
    const rounded = Math.round(value * STEPS_A_BIT) / STEPS_A_BIT;
    if (rounded === (this.#contributions.get(name) ?? 0)) return;
    this.#contributions.set(name, rounded);
    this.#priority = undefined;
  }

  withdraw(name: string): void {
    if (this.#contributions.delete(name)) this.#priority = undefined;
  }
}

function toContribution([name, value]: readonly [string, number]): Contribution {
  return { name, value };
}
