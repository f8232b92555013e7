import type { Clock } from '../../core/ports/clock.ts';
import type { SeriesRegistry } from '../../core/series-registry.ts';
import type { SeriesId } from '../../core/series.ts';
import { familyOf, type MetricFamily } from '../../runtime/exposition/metric-family.ts';
import type { LatestReadings } from '../latest-readings.ts';
import { LAST_SEEN, SiteIndex, type SiteMetric, type SiteSensor } from './site-index.ts';

export interface ProbeSources {
  readonly registry: Pick<SeriesRegistry, 'all' | 'get'>;
  readonly latest: Pick<LatestReadings, 'observedAtMillisOf' | 'valueOf'>;
  readonly clock: Clock;
}

/** A reading older than this is not shown as if it were of now: what has vanished vanishes. */
const STALE_AFTER_MILLIS = 60 * 60 * 1000;

/**
 * What one site's devices say now, as the probe of a multi-target exporter: `/metrics` stays as small with ten thousand sensors
 * as with ten, and whoever wants them asks site by site.
 */
export class SiteProbe {
  readonly #sources: ProbeSources;
  readonly #index: SiteIndex;

  constructor(sources: ProbeSources) {
    this.#sources = sources;
    this.#index = new SiteIndex(sources.registry);
  }

  async targets(): Promise<readonly string[]> {
    await this.#index.catchUp();
    return this.#index.sites();
  }

  async families(site: string): Promise<readonly MetricFamily[]> {
    await this.#index.catchUp();
    const sensors = this.#index.sensorsOf(site);
    const isKnown = sensors.length > 0 ? 1 : 0;
    return [
      familyOf('telltale_probe_success', 'gauge', 'Whether anything is known of the site.', [
        ['telltale_probe_success', isKnown],
      ]),
      this.#lastSeen(sensors),
      ...[...this.#index.metricsOf(site)].map((metric) => this.#readings(metric)),
    ];
  }

  #lastSeen(sensors: readonly SiteSensor[]): MetricFamily {
    return {
      name: LAST_SEEN,
      type: 'gauge',
      help: 'Device time of the latest reading of the sensor since Telltale started.',
      rows: {
        count: sensors.length,
        head: (row) => sensors[row]?.lastSeenHead ?? LAST_SEEN,
        value: (row) => this.#lastSeenSeconds(sensors[row]?.seriesIds ?? []),
      },
    };
  }

  #lastSeenSeconds(seriesIds: readonly SeriesId[]): number | undefined {
    let newestMillis = Number.NEGATIVE_INFINITY;
    for (const id of seriesIds) newestMillis = Math.max(newestMillis, this.#sources.latest.observedAtMillisOf(id));
    return Number.isFinite(newestMillis) ? newestMillis / 1000 : undefined;
  }

  #readings({ name, unit, seriesIds }: SiteMetric): MetricFamily {
    const { latest, clock } = this.#sources;
    const oldestMillis = clock.nowMillis() - STALE_AFTER_MILLIS;
    return {
      name,
      type: 'untyped',
      help:
        unit === undefined ? 'Latest reading, as devices give it.' : `Latest reading, as devices give it, in ${unit}.`,
      rows: {
        count: seriesIds.length,
        head: (row) => this.#index.headOf(seriesIds[row] ?? 0),
        value: (row) => {
          const id = seriesIds[row] ?? 0;
          return latest.observedAtMillisOf(id) < oldestMillis ? undefined : latest.valueOf(id);
        },
      },
    };
  }
}
