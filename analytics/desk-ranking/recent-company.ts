import { AgedMap } from '../aged-map.ts';

const REACH_SECONDS = 600;
const MOST_SENSORS = 32;
const MOST_SITES = 10_000;

/** Which other sensors of a site opened events in the last ten minutes. */
export class RecentCompany {
  /** By site: sensors and when they last did, the latest last. */
  readonly #sites = new AgedMap<Map<string, number>>(MOST_SITES);

  /** How many other sensors there were, and how long ago the latest was; then remembers this one. */
  meet(site: string, sensor: string, atSeconds: number): { readonly others: number; readonly secondsAgo: number } {
    const sensors = this.#sites.get(site) ?? new Map<string, number>();
    this.#sites.set(site, sensors);
    let others = 0;
    let secondsAgo = Infinity;
    for (const [other, seenSeconds] of sensors) {
      const age = atSeconds - seenSeconds;
      if (age > REACH_SECONDS) sensors.delete(other);
      else if (other !== sensor) {
        others += 1;
        secondsAgo = Math.min(secondsAgo, Math.max(0, age));
      }
    }
    sensors.delete(sensor);
    sensors.set(sensor, atSeconds);
    if (sensors.size > MOST_SENSORS) dropOldest(sensors);
    return { others, secondsAgo };
  }
}

function dropOldest(sensors: Map<string, number>): void {
  const oldest = sensors.keys().next();
  if (oldest.done !== true) sensors.delete(oldest.value);
}
