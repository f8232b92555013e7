import type { Signal } from '../../core/signal.ts';
import { AgedMap } from '../aged-map.ts';
import type { CorrelationRule } from './correlation-rules.ts';
import type { NewEvent, OpenEvent } from './open-event.ts';
import type { Places } from './places.ts';
import { compileMatch, type SignalTest } from './rule-match.ts';

const MINUTE_MILLIS = 60_000;
/** Beside each other, of one rule at one site; the oldest gives way. */
const MAX_EVENTS_OF_SITE = 64;
const MAX_SITES_OF_RULE = 10_000;
/** However much goes on: a new day is a new event. */
const MAX_AGE_MILLIS = 24 * 60 * MINUTE_MILLIS;

interface CompiledRule {
  readonly rule: CorrelationRule;
  readonly test: SignalTest;
  readonly eventsBySite: AgedMap<OpenEvent[]>;
  /** Rules whose events come before its own. */
  readonly supported: CompiledRule[];
}

/** Joins what rules speak of: the first rule that matches a signal decides where it belongs. */
export class RuleEvents {
  readonly #rules: readonly CompiledRule[];
  readonly #places: Places;
  readonly #newEvent: NewEvent;

  constructor(rules: readonly CorrelationRule[], places: Places, newEvent: NewEvent) {
    this.#rules = rules.map((rule) => ({
      rule,
      test: compileMatch(rule.match),
      eventsBySite: new AgedMap(MAX_SITES_OF_RULE),
      supported: [],
    }));
    for (const { rule, supported } of this.#rules) {
      supported.push(...this.#rules.filter((other) => rule.join.supports.includes(other.rule.name)));
    }
    this.#places = places;
    this.#newEvent = newEvent;
  }

  /**
   * The event that the signal belongs to, new or open; `undefined` when no rule speaks of the signal. `latest` is the
   * one that the same source's latest signal belongs to.
   */
  eventFor(signal: Signal, nowMillis: number, latest: OpenEvent | undefined): OpenEvent | undefined {
    const compiled = this.#rules.find(({ test }) => test(signal));
    if (compiled === undefined) return undefined;
    for (const each of [...compiled.supported, compiled]) {
      const { rule } = each;
      const isOn = latest !== undefined && isOf(rule, latest) && mayJoin(rule, latest, nowMillis);
      const event = isOn ? latest : this.#openEvent(each, signal, nowMillis);
      if (event !== undefined) return this.#joined(event, rule, signal, nowMillis);
    }
    return this.#joined(this.#open(compiled, signal, nowMillis), compiled.rule, signal, nowMillis);
  }

  #joined(event: OpenEvent, rule: CorrelationRule, { sensor }: Signal, nowMillis: number): OpenEvent {
    event.join(sensor, nowMillis);
    this.#confirm(rule, event, nowMillis);
    return event;
  }

  expire(nowMillis: number): void {
    for (const { rule, eventsBySite } of this.#rules) {
      for (const [site, events] of eventsBySite.entries()) {
        const open = events.filter((event) => mayJoin(rule, event, nowMillis));
        if (open.length === 0) eventsBySite.delete(site);
        else events.splice(0, events.length, ...open);
      }
    }
  }

  #openEvent({ rule, eventsBySite }: CompiledRule, { site, sensor }: Signal, nowMillis: number): OpenEvent | undefined {
    return eventsBySite
      .get(site)
      ?.findLast(
        (event) => mayJoin(rule, event, nowMillis) && this.#isNear(rule, event, sensor, nowMillis - windowMillis(rule)),
      );
  }

  #isNear(rule: CorrelationRule, event: OpenEvent, sensor: string, sinceMillis: number): boolean {
    for (const other of event.sensorsSince(sinceMillis)) {
      if (this.#places.areNear(event.site, sensor, other, rule.join.near)) return true;
    }
    return false;
  }

  #open({ rule, eventsBySite }: CompiledRule, { site }: Signal, nowMillis: number): OpenEvent {
    const event = this.#newEvent(site, { rule: rule.name }, nowMillis);
    event.contribute(rule.name, rule.weight);
    if (rule.confirm !== undefined) event.confirmation = 'unconfirmed';
    const events = eventsBySite.get(site)?.filter((each) => mayJoin(rule, each, nowMillis)) ?? [];
    eventsBySite.set(site, [...events.slice(1 - MAX_EVENTS_OF_SITE), event]);
    return event;
  }

  #confirm({ confirm }: CorrelationRule, event: OpenEvent, nowMillis: number): void {
    if (confirm === undefined || event.confirmation === 'confirmed') return;
    const independent: string[] = [];
    for (const sensor of event.sensorsSince(nowMillis - confirm.withinMinutes * MINUTE_MILLIS)) {
      if (independent.every((other) => this.#places.areIndependent(event.site, sensor, other)))
        independent.push(sensor);
    }
    if (independent.length < confirm.detectors) return;
    event.confirmation = 'confirmed';
    event.contribute('confirmed by independent detectors', confirm.weight);
  }
}

function isOf(rule: CorrelationRule, { origin }: OpenEvent): boolean {
  return typeof origin === 'object' && origin.rule === rule.name;
}

function mayJoin(rule: CorrelationRule, event: OpenEvent, nowMillis: number): boolean {
  if (event.isClosed) return false;
  return nowMillis - event.latestAtMillis <= windowMillis(rule) && nowMillis - event.openedAtMillis <= MAX_AGE_MILLIS;
}

function windowMillis(rule: CorrelationRule): number {
  return rule.join.withinMinutes * MINUTE_MILLIS;
}
