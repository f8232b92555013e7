import { AgedMap } from '../aged-map.ts';
import type { CorrelationConfig, UnusualConfig } from './correlation-rules.ts';
import type { NewEvent, OpenEvent } from './open-event.ts';
import { fadeTo, minutesWatched, newSightings, rarityBits, type Sightings } from './sightings.ts';
import type { Source } from './source-watch.ts';
import { UnusualMinutes } from './unusual-minutes.ts';

const SECOND_MILLIS = 1000;
const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
const MINUTES_A_DAY = 24 * 60;
const MAX_SITES = 10_000;
const MAX_TYPES = 50_000;
/** That a type is new to the whole site says less than that it is new to the sensor: the two go together. */
const WEIGHT_OF_SITE = 0.5;

/** Why a signal is unusual; the name of a contribution. */
type UnusualReason =
  | 'first of its type at the site'
  | 'first of its type on the sensor'
  | 'rare for the sensor'
  | 'far more than ever before';

const TOGETHER = 'several unusual signals together';
const ROUTINE = 'routine of a shift';

interface SiteState {
  readonly sinceMillis: number;
  /** The latest that was opened. */
  unusual: UnusualEvent | undefined;
  routine: OpenEvent | undefined;
}

/** What is known of an unusual event while it is put together. */
interface UnusualEvent {
  readonly event: OpenEvent;
  unusualSignals: number;
  greatestSurprise: number;
  reason: UnusualReason | undefined;
}

interface TypeState {
  readonly sightings: Sightings;
  judgedAtMillis: number;
}

/** What a judgement rests on. */
interface Judgement {
  readonly rarity: number;
  readonly reason: UnusualReason;
}

/**
 * Signals that no rule speaks of: what is unusual at this desk opens an event or joins the one that is being put
 * together at its site; everything else is kept as the routine of the shift.
 */
export class UnusualEvents {
  readonly #sites = new Map<string, SiteState>();
  /** What there is no room for: names made up without end must not open an event each. */
  #elsewhere: SiteState | undefined;
  readonly #types = new AgedMap<TypeState>(MAX_TYPES);
  readonly #minutes: UnusualMinutes;
  readonly #config: UnusualConfig;
  readonly #routine: CorrelationConfig['routine'];
  readonly #newEvent: NewEvent;
  readonly #halfLifeMillis: number;
  readonly #leastSurprise: number;
  readonly #shiftMillis: number;
  #shiftSinceMillis = -Infinity;
  #routinesOfShift = 0;
  /** Of the sites that came after there was no room for one of their own. */
  #sharedRoutine: OpenEvent | undefined;
  #minute = 0;
  #openedInMinute = 0;

  constructor(config: CorrelationConfig, newEvent: NewEvent) {
    this.#config = config.unusual;
    this.#routine = config.routine;
    this.#shiftMillis = config.routine.shiftHours * 60 * MINUTE_MILLIS;
    this.#newEvent = newEvent;
    this.#halfLifeMillis = config.unusual.halfLifeDays * DAY_MILLIS;
    this.#leastSurprise = Math.log2(MINUTES_A_DAY / config.unusual.eventsADay);
    this.#minutes = new UnusualMinutes(this.#halfLifeMillis);
  }

  get sizes(): { readonly sites: number; readonly types: number; readonly evicted: number } {
    return {
      sites: this.#sites.size,
      types: this.#types.size,
      evicted: this.#types.evicted,
    };
  }

  /** The event that a signal of the source belongs to, new or open. */
  eventFor(source: Source, isBurst: boolean, nowMillis: number): OpenEvent {
    const site = this.#siteOf(source.site, nowMillis);
    const isDue = nowMillis - source.judgedAtMillis >= MINUTE_MILLIS || source.event?.isClosed === true;
    const event = isDue || isBurst ? this.#judge(source, site, isBurst, nowMillis) : source.event;
    return event ?? this.#routineOf(source.site, site, nowMillis);
  }

  /** The event that the end of a condition belongs to. */
  eventForEnd(source: Source, nowMillis: number): OpenEvent {
    if (source.event?.isClosed === false) return source.event;
    return this.#routineOf(source.site, this.#siteOf(source.site, nowMillis), nowMillis);
  }

  /** Forgets sites that have opened nothing for so long that what was known of them counts little. */
  expire(nowMillis: number): void {
    for (const [name, { sinceMillis, unusual, routine }] of this.#sites) {
      const latestMillis = Math.max(
        sinceMillis,
        unusual?.event.openedAtMillis ?? -Infinity,
        routine?.openedAtMillis ?? -Infinity,
      );
      if (nowMillis - latestMillis > this.#halfLifeMillis) this.#sites.delete(name);
    }
  }

  /** `undefined`: nothing unusual. */
  #judge(source: Source, site: SiteState, isBurst: boolean, nowMillis: number): OpenEvent | undefined {
    const { rarity, reason } = this.#judgementOf(source, site, isBurst, nowMillis);
    source.judgedAtMillis = nowMillis;
    const surprise = this.#minutes.surpriseBits(rarity, nowMillis);
    const goesOn = this.#goesOn(source, nowMillis) ? source.event : undefined;
    if (surprise < this.#leastSurprise) return goesOn;
    const together = this.#beingPutTogether(site, nowMillis);
    if (together === undefined && (goesOn !== undefined || !this.#isWorthAnEvent(surprise, nowMillis))) return goesOn;
    const unusual = together ?? this.#open(source.site, site, nowMillis);
    addSurprise(unusual, surprise, reason);
    return unusual.event;
  }

  #judgementOf(source: Source, site: SiteState, isBurst: boolean, nowMillis: number): Judgement {
    const minutes = minutesWatched(site.sinceMillis, nowMillis, this.#halfLifeMillis);
    const isSeenAnew = nowMillis - source.judgedAtMillis >= MINUTE_MILLIS;
    const seen = isSeenAnew ? this.#rarityOf(source, minutes, nowMillis) : undefined;
    const burst = isBurst ? Math.max(0, Math.log2(minutes / source.bursts)) : 0;
    return seen === undefined || burst > seen.rarity ? { rarity: burst, reason: 'far more than ever before' } : seen;
  }

  /** Counts one more sighting of the source and of its type at the site. */
  #rarityOf(source: Source, minutes: number, nowMillis: number): Judgement {
    const type = this.#typeOf(source, nowMillis);
    fadeTo(source.sightings, nowMillis, this.#halfLifeMillis);
    fadeTo(type.sightings, nowMillis, this.#halfLifeMillis);
    const rarity = rarityBits(source.sightings, minutes) + WEIGHT_OF_SITE * rarityBits(type.sightings, minutes);
    const isFirst = source.sightings.count === 0;
    const isFirstOfSite = type.sightings.count === 0;
    source.sightings.count += 1;
    if (nowMillis - type.judgedAtMillis >= MINUTE_MILLIS) {
      type.sightings.count += 1;
      type.judgedAtMillis = nowMillis;
    }
    if (isFirstOfSite) return { rarity, reason: 'first of its type at the site' };
    return { rarity, reason: isFirst ? 'first of its type on the sensor' : 'rare for the sensor' };
  }

  /** The more sites open an event in the same minute, the less does one more of them tell. */
  #isWorthAnEvent(surprise: number, nowMillis: number): boolean {
    const minute = Math.floor(nowMillis / MINUTE_MILLIS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#openedInMinute = 0;
    }
    return surprise - Math.log2(1 + this.#openedInMinute) >= this.#leastSurprise;
  }

  #goesOn({ event, joinedAtMillis }: Source, nowMillis: number): boolean {
    if (event?.origin !== 'unusual' || event.isClosed) return false;
    return (
      nowMillis - joinedAtMillis < this.#config.quietMinutes * MINUTE_MILLIS &&
      nowMillis - event.openedAtMillis < this.#config.longestMinutes * MINUTE_MILLIS
    );
  }

  #beingPutTogether({ unusual }: SiteState, nowMillis: number): UnusualEvent | undefined {
    if (unusual === undefined || unusual.event.isClosed) return undefined;
    const ageMillis = nowMillis - unusual.event.openedAtMillis;
    return ageMillis <= this.#config.togetherSeconds * SECOND_MILLIS ? unusual : undefined;
  }

  #open(siteName: string, site: SiteState, nowMillis: number): UnusualEvent {
    const event = this.#newEvent(siteName, 'unusual', nowMillis);
    this.#openedInMinute += 1;
    site.unusual = { event, unusualSignals: 0, greatestSurprise: 0, reason: undefined };
    return site.unusual;
  }

  #routineOf(siteName: string, site: SiteState, nowMillis: number): OpenEvent {
    const isOfShift = (event: OpenEvent | undefined): event is OpenEvent =>
      event?.isClosed === false && nowMillis - event.openedAtMillis < this.#shiftMillis;
    if (isOfShift(site.routine)) return site.routine;
    if (this.#isRoomForRoutine(nowMillis)) {
      site.routine = this.#openRoutine(siteName, nowMillis);
      return site.routine;
    }
    if (!isOfShift(this.#sharedRoutine)) this.#sharedRoutine = this.#openRoutine(siteName, nowMillis);
    return this.#sharedRoutine;
  }

  /** A shift begins with the first routine after the one before. */
  #isRoomForRoutine(nowMillis: number): boolean {
    if (nowMillis - this.#shiftSinceMillis >= this.#shiftMillis) {
      this.#shiftSinceMillis = nowMillis;
      this.#routinesOfShift = 0;
    }
    this.#routinesOfShift += 1;
    return this.#routinesOfShift <= this.#routine.eventsAShift;
  }

  #openRoutine(siteName: string, nowMillis: number): OpenEvent {
    const event = this.#newEvent(siteName, 'routine', nowMillis);
    event.contribute(ROUTINE, this.#routine.weight);
    return event;
  }

  #siteOf(name: string, nowMillis: number): SiteState {
    const known = this.#sites.get(name);
    if (known !== undefined) return known;
    const isRoom = this.#sites.size < MAX_SITES;
    if (!isRoom && this.#elsewhere !== undefined) return this.#elsewhere;
    const site: SiteState = { sinceMillis: nowMillis, unusual: undefined, routine: undefined };
    if (isRoom) this.#sites.set(name, site);
    else this.#elsewhere = site;
    return site;
  }

  #typeOf({ site, type }: Source, nowMillis: number): TypeState {
    const key = `${site}\u0000${type}`;
    const state = this.#types.get(key) ?? { sightings: newSightings(nowMillis), judgedAtMillis: -Infinity };
    this.#types.set(key, state);
    return state;
  }
}

/** The most surprising signal gives the reason; more of them add a little. */
function addSurprise(unusual: UnusualEvent, surprise: number, reason: UnusualReason): void {
  const { event } = unusual;
  unusual.unusualSignals += 1;
  if (surprise > unusual.greatestSurprise) {
    if (unusual.reason !== undefined) event.withdraw(unusual.reason);
    unusual.reason = reason;
    unusual.greatestSurprise = surprise;
    event.contribute(reason, surprise);
  }
  event.contribute(TOGETHER, Math.log2(unusual.unusualSignals));
}
