import type { Near, Place } from './correlation-rules.ts';

const EARTH_RADIUS_METRES = 6_371_000;
/** A chain of parents longer than this is a circle. */
const MAX_GENERATIONS = 16;

/** Where the sensors are and what they depend on. */
export class Places {
  readonly #sites = new Map<string, Map<string, Place>>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      const site = this.#sites.get(place.site) ?? new Map<string, Place>();
      this.#sites.set(place.site, site.set(place.sensor, place));
    }
  }

  /** Whether two sensors of one site are near each other in the way a rule asks for. */
  areNear(site: string, one: string, other: string, near: Near): boolean {
    if (one === other || near.within === 'site') return true;
    if (near.within === 'sensor') return false;
    if (near.within === 'family') return this.#areFamily(site, one, other);
    const [a, b] = [this.#placeOf(site, one), this.#placeOf(site, other)];
    if (a === undefined || b === undefined) return false;
    switch (near.within) {
      case 'zone':
        return a.zone !== undefined && a.zone === b.zone;
      case 'adjacent':
        return a.adjacentTo.includes(other) || b.adjacentTo.includes(one);
      case 'distance':
        return metresBetween(a, b) <= near.metres;
    }
  }

  /** Neither depends on the other to be heard, so that what both say is said twice. */
  areIndependent(site: string, one: string, other: string): boolean {
    if (one === other) return false;
    return !this.#ancestors(site, one).includes(other) && !this.#ancestors(site, other).includes(one);
  }

  #areFamily(site: string, one: string, other: string): boolean {
    const [ofOne, ofOther] = [this.#ancestors(site, one), this.#ancestors(site, other)];
    if (ofOne.includes(other) || ofOther.includes(one)) return true;
    return ofOne[0] !== undefined && ofOne[0] === ofOther[0];
  }

  /** The parent first. */
  #ancestors(site: string, sensor: string): readonly string[] {
    const found: string[] = [];
    let parent = this.#placeOf(site, sensor)?.parent;
    while (parent !== undefined && !found.includes(parent) && found.length < MAX_GENERATIONS) {
      found.push(parent);
      parent = this.#placeOf(site, parent)?.parent;
    }
    return found;
  }

  #placeOf(site: string, sensor: string): Place | undefined {
    return this.#sites.get(site)?.get(sensor);
  }
}

/** On the floor plan where both are on it, else along the surface of the earth; infinite where neither is known. */
function metresBetween(a: Place, b: Place): number {
  if (a.xMetres !== undefined && a.yMetres !== undefined && b.xMetres !== undefined && b.yMetres !== undefined) {
    return Math.hypot(a.xMetres - b.xMetres, a.yMetres - b.yMetres);
  }
  const [fromLatitude, fromLongitude] = [radians(a.latitude), radians(a.longitude)];
  const [toLatitude, toLongitude] = [radians(b.latitude), radians(b.longitude)];
  const haversine =
    Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin((toLongitude - fromLongitude) / 2) ** 2;
  const metres = 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
  return Number.isNaN(metres) ? Infinity : metres;
}

function radians(degrees: number | undefined): number {
  return degrees === undefined ? NaN : (degrees * Math.PI) / 180;
}
