const MINUTE_MILLIS = 60_000;
const WINDOW_MINUTES = 10;
/** The site whose latest event is the oldest is forgotten beyond this. */
const MAX_SITES = 10_000;

interface SiteCounts {
  /** Events opened in each of the last minutes, by minute modulo the window. */
  readonly opened: Uint32Array;
  latestMinute: number;
}

/** How many events have opened at each site in the last ten minutes: what floods and storms are told by. */
export class OpeningsBySite {
  readonly #sites = new Map<string, SiteCounts>();

  /** Counts one more, and gives how many there are with it. */
  add(site: string, nowMillis: number): number {
    const counts = this.#countsOf(site);
    moveTo(counts, nowMillis);
    const slot = counts.latestMinute % WINDOW_MINUTES;
    counts.opened[slot] = (counts.opened[slot] ?? 0) + 1;
    return sum(counts);
  }

  at(site: string, nowMillis: number): number {
    const counts = this.#sites.get(site);
    if (counts === undefined) return 0;
    moveTo(counts, nowMillis);
    return sum(counts);
  }

  #countsOf(site: string): SiteCounts {
    const counts = this.#sites.get(site) ?? { opened: new Uint32Array(WINDOW_MINUTES), latestMinute: 0 };
    this.#sites.delete(site);
    this.#sites.set(site, counts);
    if (this.#sites.size > MAX_SITES) {
      const oldest = this.#sites.keys().next();
      if (oldest.done !== true) this.#sites.delete(oldest.value);
    }
    return counts;
  }
}

/** A clock that was set back begins a new window. */
function moveTo(counts: SiteCounts, nowMillis: number): void {
  const minute = Math.floor(nowMillis / MINUTE_MILLIS);
  const passed = minute - counts.latestMinute;
  if (passed === 0) return;
  if (passed < 0 || passed >= WINDOW_MINUTES) counts.opened.fill(0);
  else for (let past = 1; past <= passed; past += 1) counts.opened[(counts.latestMinute + past) % WINDOW_MINUTES] = 0;
  counts.latestMinute = minute;
}

function sum({ opened }: SiteCounts): number {
  return opened.reduce((total, each) => total + each, 0);
}
