import type { Registry } from 'prom-client';
import type { Config } from '../config/load-config.ts';
import type { Exposition } from '../console/server/metrics-routes.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { HealthReport, Readiness } from '../core/ports/health.ts';
import type { SystemStatus } from '../core/ports/status.ts';
import type { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import type { Dispatcher } from '../alerts/dispatch/dispatcher.ts';
import { prioritise } from '../analytics/priority/prioritise.ts';
import type { DetectionPool } from '../analytics/workers/detection-pool.ts';
import type { SignalDesk } from '../events/desk.ts';
import type { SiteTally } from '../events/site-tally.ts';
import { registryFamilies } from '../runtime/exposition/registry-families.ts';
import type { Breakers } from './breakers.ts';
import type { Collectors } from './collectors.ts';
import { DataDisk } from './data-disk.ts';
import { spaceOf } from './disk-space.ts';
import { isDemonstration } from './demonstration.ts';
import type { Exports } from './exports.ts';
import { SiteProbe } from './exposition/probe-families.ts';
import { Health } from './health.ts';
import { Heartbeat, STAGES, type Stage } from './heartbeat.ts';
import { OWN_SITE, type HouseFaults } from './house-faults.ts';
import type { LatestReadings } from './latest-readings.ts';
import { readVersion } from './package-root.ts';
import { readinessOf } from './readiness.ts';
import type { Stores } from './stores.ts';
import { registerWaitingEvents } from './waiting-events.ts';

export interface HouseWatchDependencies {
  readonly config: Config;
  readonly registry: SeriesRegistry;
  readonly metrics: Registry;
  readonly stores: Pick<Stores, 'history'>;
  readonly detection: DetectionPool;
  readonly desk: SignalDesk;
  readonly latest: LatestReadings;
  readonly exports: Exports;
  readonly collectors: Collectors;
  readonly dispatcher: Dispatcher;
  readonly siteTally: SiteTally;
  readonly breakers: Breakers;
  readonly faults: HouseFaults;
  readonly clock: Clock;
}

/** What Telltale knows of itself, for the page, scrapers and whoever restarts it. */
export class HouseWatch {
  readonly version = readVersion();
  readonly heartbeat: Heartbeat;
  readonly exposition: Exposition;
  readonly disk: DataDisk;
  readonly #house: HouseWatchDependencies;
  readonly #startedAtMillis: number;
  readonly #health: Health;

  constructor(house: HouseWatchDependencies) {
    this.#house = house;
    const { config, registry, metrics, stores, detection, desk, latest, exports, collectors, clock, faults } = house;
    this.#startedAtMillis = clock.nowMillis();
    this.heartbeat = new Heartbeat({
      detect: async (batch) => await detection.process(batch),
      decide: async () => await desk.caughtUp(),
      keep: async (batch) => await stores.history.append([], batch),
      exported: (batch) => exports.offer(batch),
      clock,
      faults,
    });
    const probe = new SiteProbe({ registry, latest, clock });
    this.exposition = {
      metrics: async () => await registryFamilies(metrics),
      probe: async (site) => await probe.families(site),
      targets: async () => await probe.targets(),
    };
    this.disk = new DataDisk({ metrics, faults, look: async () => await spaceOf(config.house.dataDir) });
    registerWaitingEvents(metrics, {
      openEvents: () => desk.openEvents(),
      prioritise,
      nowMillis: () => clock.nowMillis(),
    });
    this.#health = new Health({
      clock,
      dataDir: config.house.dataDir,
      tallies: collectors.tallies,
      known: () => this.#known(),
    });
  }

  /** Every two seconds. */
  beat(): void {
    this.heartbeat.beat();
    this.#health.sample();
  }

  async health(): Promise<HealthReport> {
    return await this.#health.report();
  }

  status(): SystemStatus {
    const { config, registry, collectors, dispatcher } = this.#house;
    return {
      version: this.version,
      startedAtMillis: this.#startedAtMillis,
      sources: collectors.tallies.map((tally) => tally.status()),
      notifiers: dispatcher.status(),
      lateStages: this.heartbeat.lateStages(),
      seriesCount: registry.size,
      workingMemory: config.house.redisUrl === undefined ? 'embedded' : 'redis',
      demo: isDemonstration(config),
    };
  }

  readiness(): Readiness {
    return readinessOf(
      this.#house.faults.parts,
      this.#house.dispatcher.status().map(({ kind }) => kind),
    );
  }

  /** Sent to other stores like the readings of devices. */
  ownFigures() {
    const { siteTally, desk } = this.#house;
    const beat = this.heartbeat.lastPassedMillis('history');
    const series = makeSeries(OWN_SITE, 'heartbeat', 'telltale_heartbeat_timestamp_seconds');
    return [...siteTally.figures(desk.openEvents()), ...(beat === undefined ? [] : [{ series, value: beat / 1000 }])];
  }

  #known() {
    const { detection, desk, stores, faults, exports, breakers, registry } = this.#house;
    const waiting: Readonly<Record<Stage, number>> = {
      intake: 0,
      detection: detection.waitingReadings,
      desk: desk.waitingCommands,
      history: stores.history.pendingReadings,
    };
    return {
      version: this.version,
      startedAtMillis: this.#startedAtMillis,
      faults: faults.parts,
      stages: STAGES.map((name) => ({ name, lagMillis: this.heartbeat.lagMillis(name), waiting: waiting[name] })),
      exporters: exports.status(),
      breakers: breakers.states,
      seriesCount: registry.size,
      openEvents: desk.openEvents().length,
    };
  }
}
