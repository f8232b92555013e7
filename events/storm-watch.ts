import type { Event } from '../core/event.ts';
import { OpeningsBySite } from '../core/openings-by-site.ts';
import type { Storm } from '../core/ports/storms.ts';
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

/** Says which sites are in a storm. */
export class StormWatch {
  readonly #limits: StormLimits;
  readonly #openings = new OpeningsBySite();
  /** Sites in a storm, and since when. */
  readonly #storms = new Map<string, number>();

  constructor(limits: StormLimits) {
    this.#limits = limits;
  }

  /** Counts the event, and says whether its site's storm keeps it out of the foreground. */
  keepsBack({ site, class: signalClass }: Event, nowMillis: number): boolean {
    const opened = this.#openings.add(site, nowMillis);
    if (this.#storms.has(site)) this.#endIfOver(site, opened);
    else if (opened >= this.#limits.beginEvents) this.#storms.set(site, nowMillis);
    return this.#storms.has(site) && this.#limits.classes.includes(signalClass);
  }

  /** Sites in a storm now. */
  storms(nowMillis: number): readonly Storm[] {
    for (const site of this.#storms.keys()) this.#endIfOver(site, this.#openings.at(site, nowMillis));
    return [...this.#storms].map(([site, sinceMillis]) => {
      return { site, sinceMillis, openedInTenMinutes: this.#openings.at(site, nowMillis) };
    });
  }

  #endIfOver(site: string, opened: number): void {
    if (opened < this.#limits.endEvents) this.#storms.delete(site);
  }
}
