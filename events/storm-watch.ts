import type { Event } from '../core/event.ts';
import type { SignalClass } from '../core/signal.ts';

/** When the events of one site are a storm. */
export interface StormLimits {
  /** So many events opened within ten minutes begin one. */
  readonly beginEvents: number;
  /** Fewer than this within ten minutes end it. */
  readonly endEvents: number;
  /** These stay out of the foreground while it lasts. */
  readonly classes: readonly SignalClass[];
}

const MINUTE_MILLIS = 60_000;
const WINDOW_MINUTES = 10;
/** The site that has been calm the longest is forgotten beyond this. */
const MAX_SITES = 10_000;

interface SiteCounts {
  /** Events opened in each of the last minutes, by minute modulo the window. */
  readonly opened: Uint32Array;
  latestMinute: number;
  isStorm: boolean;
}

/** Counts how many events open at each site in ten minutes, and says which sites are in a storm. */
export class StormWatch {
  readonly #limits: StormLimits;
  readonly #sites = new Map<string, SiteCounts>();

  constructor(limits: StormLimits) {
    this.#limits = limits;
  }

  /** Counts the event, and says whether its site's storm keeps it out of the foreground. */
  keepsBack({ site, class: signalClass }: Event, nowMillis: number): boolean {
    const counts = this.#countsOf(site);
    this.#moveTo(counts, nowMillis);
    const slot = counts.latestMinute % WINDOW_MINUTES;
    counts.opened[slot] = (counts.opened[slot] ?? 0) + 1;
    this.#judge(counts);
    return counts.isStorm && this.#limits.classes.includes(signalClass);
  }

  /** Sites in a storm now. */
  sites(nowMillis: number): readonly string[] {
    const stormy: string[] = [];
    for (const [site, counts] of this.#sites) {
      this.#moveTo(counts, nowMillis);
      this.#judge(counts);
      if (counts.isStorm) stormy.push(site);
    }
    return stormy;
  }

  #countsOf(site: string): SiteCounts {
    const known = this.#sites.get(site);
    const counts = known ?? { opened: new Uint32Array(WINDOW_MINUTES), latestMinute: 0, isStorm: false };
    this.#sites.delete(site);
    this.#sites.set(site, counts);
    if (this.#sites.size > MAX_SITES) {
      const oldest = this.#sites.keys().next();
      if (oldest.done !== true) this.#sites.delete(oldest.value);
    }
    return counts;
  }

  /** A clock that was set back begins a new window. */
  #moveTo(counts: SiteCounts, nowMillis: number): void {
    const minute = Math.floor(nowMillis / MINUTE_MILLIS);
    const passed = minute - counts.latestMinute;
    if (passed === 0) return;
    if (passed < 0 || passed >= WINDOW_MINUTES) counts.opened.fill(0);
    else for (let past = 1; past <= passed; past += 1) counts.opened[(counts.latestMinute + past) % WINDOW_MINUTES] = 0;
    counts.latestMinute = minute;
  }

  #judge(counts: SiteCounts): void {
    const opened = counts.opened.reduce((sum, each) => sum + each, 0);
    const { beginEvents, endEvents } = this.#limits;
    counts.isStorm = counts.isStorm ? opened >= endEvents : opened >= beginEvents;
  }
}
