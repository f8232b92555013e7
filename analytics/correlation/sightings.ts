/** How often something was seen, where what is `halfLifeMillis` old counts half. */
export interface Sightings {
  count: number;
  atMillis: number;
}

/** As if nothing had been heard for a day before the first signal: what comes first is news, until much of it came. */
const QUIET_DAY_MINUTES = 24 * 60;

export function newSightings(nowMillis: number): Sightings {
  return { count: 0, atMillis: nowMillis };
}

export function fadeTo(sightings: Sightings, nowMillis: number, halfLifeMillis: number): void {
  if (nowMillis <= sightings.atMillis) return;
  sightings.count *= 2 ** ((sightings.atMillis - nowMillis) / halfLifeMillis);
  sightings.atMillis = nowMillis;
}

/** The minutes that have been watched since `sinceMillis`, with the quiet day before, faded in the same way. */
export function minutesWatched(sinceMillis: number, nowMillis: number, halfLifeMillis: number): number {
  const most = halfLifeMillis / 60_000 / Math.LN2;
  const remaining = 2 ** ((sinceMillis - nowMillis) / halfLifeMillis);
  return most + (Math.min(QUIET_DAY_MINUTES, most) - most) * remaining;
}

/** How rare it is, in bits: the binary logarithm of the minutes from one sighting to the next, on average. */
export function rarityBits({ count }: Sightings, minutes: number): number {
  return Math.max(0, Math.log2(minutes / (count + 1)));
}
