import { setImmediate as nextTurn } from 'node:timers/promises';
import { prometheusSeries, READING_PREFIX } from '../../core/prometheus-names.ts';
import type { RegisteredSeries, SeriesRegistry } from '../../core/series-registry.ts';
import { sensorOf, siteOf, type Series, type SeriesId } from '../../core/series.ts';
import { sampleHead } from '../../runtime/exposition/metric-family.ts';

/** The series of one metric at one site, by their integers. */
export interface SiteMetric {
  readonly name: string;
  readonly unit: string | undefined;
  readonly seriesIds: SeriesId[];
}

export interface SiteSensor {
  /** Of the time at which it was last seen. */
  readonly lastSeenHead: string;
  readonly seriesIds: SeriesId[];
}

interface Site {
  readonly metrics: Map<string, SiteMetric>;
  readonly sensors: Map<string, SiteSensor>;
}

export const LAST_SEEN = 'telltale_source_last_seen_timestamp_seconds';
const SERIES_PER_TURN = 1000;

/** Which series each site has, by metric and by sensor. Series are only ever added, so it only ever catches up. */
export class SiteIndex {
  readonly #registry: Pick<SeriesRegistry, 'all' | 'get'>;
  readonly #sites = new Map<string, Site>();
  readonly #heads: string[] = [];
  #indexed = 0;

  constructor(registry: Pick<SeriesRegistry, 'all' | 'get'>) {
    this.#registry = registry;
  }

  /** Takes in what was registered since, a little at a time: others run in between. */
  async catchUp(): Promise<void> {
    const all = this.#registry.all();
    while (this.#indexed < all.length) {
      const until = Math.min(all.length, this.#indexed + SERIES_PER_TURN);
      while (this.#indexed < until) this.#add(all[this.#indexed]);
      await nextTurn();
    }
  }

  sites(): readonly string[] {
    return [...this.#sites.keys()].sort();
  }

  metricsOf(site: string): Iterable<SiteMetric> {
    return this.#sites.get(site)?.metrics.values() ?? [];
  }

  sensorsOf(site: string): readonly SiteSensor[] {
    return [...(this.#sites.get(site)?.sensors.values() ?? [])];
  }

  /** Name and labels of a series as they are exposed; made once. */
  headOf(seriesId: SeriesId): string {
    return (this.#heads[seriesId] ??= this.#makeHead(seriesId));
  }

  #makeHead(seriesId: SeriesId): string {
    const registered = this.#registry.get(seriesId);
    if (registered === undefined) return '';
    const { name, labels } = prometheusSeries(registered.series, READING_PREFIX);
    return sampleHead(name, labels);
  }

  #add(registered: RegisteredSeries | undefined): void {
    this.#indexed += 1;
    if (registered === undefined) return;
    const { id, series } = registered;
    const site = entryOf(this.#sites, siteOf(series), () => ({ metrics: new Map(), sensors: new Map() }));
    const { name } = prometheusSeries(series, READING_PREFIX);
    entryOf(site.metrics, name, () => ({ name, unit: series.unit, seriesIds: [] })).seriesIds.push(id);
    entryOf(site.sensors, sensorOf(series), () => makeSensor(series)).seriesIds.push(id);
  }
}

function makeSensor(series: Series): SiteSensor {
  const labels = [
    ['sensor', sensorOf(series)],
    ['site', siteOf(series)],
  ] as const;
  return { lastSeenHead: sampleHead(LAST_SEEN, labels), seriesIds: [] };
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
