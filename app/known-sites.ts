import type { HouseConfig } from '../config/schema.ts';
import type { Event } from '../core/event.ts';
import type { SensorEntry, SiteDirectory, SiteEntry } from '../core/ports/site-directory.ts';
import type { SeriesRegistry } from '../core/series-registry.ts';
import { sensorOf, siteOf } from '../core/series.ts';

export interface KnownSitesOptions {
  readonly settings: Pick<HouseConfig, 'sites'>;
  readonly registry: Pick<SeriesRegistry, 'all'>;
  readonly openEvents: () => readonly Event[];
}

/** Sites and sensors by what they have sent and by what the settings say of them. */
export class KnownSites implements SiteDirectory {
  readonly #options: KnownSitesOptions;

  constructor(options: KnownSitesOptions) {
    this.#options = options;
  }

  sites(): readonly SiteEntry[] {
    const { settings } = this.#options;
    const found = this.#found();
    const said = new Map(Object.entries(settings.sites));
    const names = [...new Set([...found.keys(), ...said.keys()])].sort();
    return names.map((site) => entryOf(site, found.get(site) ?? new Set(), said.get(site)));
  }

  /** Sensors by site. */
  #found(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    const add = (site: string, sensor: string): void => {
      const sensors = found.get(site) ?? new Set();
      found.set(site, sensors.add(sensor));
    };
    for (const { series } of this.#options.registry.all()) add(siteOf(series), sensorOf(series));
    for (const { site, sensor } of this.#options.openEvents()) add(site, sensor);
    return found;
  }
}

function entryOf(site: string, found: ReadonlySet<string>, said: HouseConfig['sites'][string] | undefined): SiteEntry {
  const sensors = sensorsOf(found, new Map(Object.entries(said?.sensorNames ?? {})));
  return said?.title === undefined ? { site, sensors } : { site, title: said.title, sensors };
}

function sensorsOf(found: ReadonlySet<string>, said: ReadonlyMap<string, string>): SensorEntry[] {
  return [...new Set([...found, ...said.keys()])].sort().map((sensor) => {
    const name = said.get(sensor);
    return name === undefined ? { sensor } : { sensor, name };
  });
}
