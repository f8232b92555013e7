import { join } from 'node:path';
import type { Registry } from 'prom-client';
import { Dispatcher } from '../alerts/dispatch/dispatcher.ts';
import { createAlertMetrics, type AlertMetrics } from '../alerts/metrics.ts';
import { prioritise } from '../analytics/priority/prioritise.ts';
import { SilenceMonitor } from '../analytics/silence/silence-monitor.ts';
import type { CorrelationConfig } from '../analytics/correlation/correlation-rules.ts';
import type { DetectionPool } from '../analytics/workers/detection-pool.ts';
import type { Config } from '../config/load-config.ts';
import { createConsoleServer } from '../console/server/console-server.ts';
import type { HttpServer } from '../console/server/listen.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ExpectedBand } from '../core/ports/expected-band.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { ThresholdPreview } from '../core/ports/threshold-preview.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { sensorOf, siteOf, type SeriesId } from '../core/series.ts';
import type { SignalDesk } from '../events/desk.ts';
import { RoomReplay } from '../events/replay.ts';
import { SiteTally } from '../events/site-tally.ts';
import type { LogLines } from '../runtime/log-lines.ts';
import { createMetricsRegistry } from '../runtime/metrics.ts';
import { Accounts } from './accounts.ts';
import { ClosedEvents } from '../storage/audit/closed-events.ts';
import { Breakers } from './breakers.ts';
import { registerCollectorMetrics } from './collector-metrics.ts';
import { Collectors } from './collectors.ts';
import { ControlRoom } from './control-room.ts';
import { createBand, createDetectionPool, createThresholdPreview, startDetection } from './detection.ts';
import { closeDemonstration, isDemonstration } from './demonstration.ts';
import type { Plugins } from './discover-plugins.ts';
import { EventLog } from './event-log.ts';
import { Exports } from './exports.ts';
import { HouseFaults } from './house-faults.ts';
import { HouseWatch } from './house-watch.ts';
import { KeptSettings } from './kept-settings.ts';
import { KnownSites } from './known-sites.ts';
import { LatestKeeping } from './latest-keeping.ts';
import { LatestReadings } from './latest-readings.ts';
import { PACKAGE_ROOT, readVersion } from './package-root.ts';
import { Periodic } from './periodic.ts';
import { ReadingPipeline } from './reading-pipeline.ts';
import { notifierPart } from './readiness.ts';
import { reportTargets } from './report/report-targets.ts';
import { TrailReports } from './report/trail-reports.ts';
import { cameraSettings, siteFacts } from './site-facts.ts';
import { StageMetrics } from './stage-metrics.ts';
import { auditFile, openStores, type Stores } from './stores.ts';

export interface TelltaleDependencies {
  readonly config: Config;
  readonly correlation: CorrelationConfig;
  readonly plugins: Plugins;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly logLines: LogLines;
  /** Tells the person at the terminal something that must not be in the log. */
  readonly tell?: (line: string) => void;
  /** Where the settings stand, or will once somebody changes them. */
  readonly settingsFile: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Stops and starts with the settings as they are then. */
  readonly restart: () => void;
}

const SILENCE_CHECK_MILLIS = 5000;
const MEMORY_FLUSH_MILLIS = 2000;
const HEARTBEAT_MILLIS = 2000;
const DISK_CHECK_MILLIS = 10_000;
/** As often as Prometheus is usually told to look. */
const FIGURES_MILLIS = 15_000;

/** The embedded shape: every role in one process. The only place where the rooms of the house are connected. */
export class Telltale {
  readonly #config: Config;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #metrics: Registry;
  readonly #stores: Stores;
  readonly #accounts: Accounts;
  readonly #tell: (line: string) => void;
  readonly #archive: ClosedEvents;
  readonly #settings: KeptSettings;
  readonly #registry: SeriesRegistry;
  readonly #detection: DetectionPool;
  readonly #expectedBand: ExpectedBand;
  readonly #thresholdPreview: ThresholdPreview;
  readonly #silence: SilenceMonitor;
  readonly #latest: LatestReadings;
  readonly #latestKeeping: LatestKeeping;
  readonly #exports: Exports;
  readonly #siteTally = new SiteTally();
  readonly #room: ControlRoom;
  readonly #faults: HouseFaults;
  readonly #collectors: Collectors;
  readonly #dispatcher: Dispatcher;
  readonly #watch: HouseWatch;
  readonly #periodics: readonly Periodic[];
  #server: HttpServer | undefined;

  constructor(dependencies: TelltaleDependencies) {
    const { config, correlation, plugins, clock, logger, tell } = dependencies;
    this.#tell = tell ?? (() => undefined);
    this.#config = config;
    this.#clock = clock;
    this.#logger = logger;
    this.#metrics = createMetricsRegistry(readVersion(), dependencies.logLines);
    const stageMetrics = new StageMetrics(this.#metrics);
    const notifiers = plugins.notifiers.map(({ kind }) => kind);
    const breakers = new Breakers(notifiers);
    const alertMetrics = breakers.watch(createAlertMetrics(this.#metrics, notifiers));
    this.#faults = new HouseFaults({ clock, logger, raise: async (signals) => await this.#desk.signals(signals) });
    this.#stores = openStores(config.house, clock, stageMetrics, {
      historyFault: (failure) => this.#faults.begin('history', 'history-fault', `${failure.message} ${failure.remedy}`),
      memoryHealth: (isUp, detail) => this.#latestKeeping.healthChanged(isUp, detail),
      memoryBreaker: (isOpen) => alertMetrics.breakerChanged('redis', isOpen),
    });
    const { history, audit } = this.#stores;
    this.#accounts = new Accounts({ house: config.house, audit, clock, logger });
    this.#archive = new ClosedEvents(auditFile(config.house.dataDir));
    this.#settings = new KeptSettings({ ...dependencies, file: dependencies.settingsFile, audit });
    this.#registry = new SeriesRegistry(config.house.series);
    this.#room = new ControlRoom({
      config: config.house,
      correlation,
      stores: this.#stores,
      metrics: this.#metrics,
      clock,
      logger,
    });
    this.#detection = createDetectionPool({ config, plugins, registry: this.#registry, faults: this.#faults, clock });
    this.#expectedBand = createBand({ config, plugins });
    this.#thresholdPreview = createThresholdPreview(dependencies, history);
    this.#silence = new SilenceMonitor((seriesId) => this.#sensorName(seriesId));
    this.#latest = new LatestReadings(this.#registry);
    this.#latestKeeping = new LatestKeeping({
      memory: this.#stores.memory,
      latest: this.#latest,
      desk: this.#desk,
      faults: this.#faults,
    });
    this.#exports = new Exports({
      plugins: plugins.exporters,
      config,
      registry: this.#registry,
      metrics: this.#metrics,
      faults: this.#faults,
      breakerChanged: (name, isOpen) => alertMetrics.breakerChanged(name, isOpen),
      clock,
      logger,
    });
    this.#collectors = this.#createCollectors(plugins);
    registerCollectorMetrics(this.#metrics, this.#collectors.tallies);
    this.#dispatcher = this.#createDispatcher(plugins, alertMetrics);
    this.#watch = new HouseWatch({
      config,
      registry: this.#registry,
      metrics: this.#metrics,
      stores: this.#stores,
      detection: this.#detection,
      desk: this.#desk,
      latest: this.#latest,
      exports: this.#exports,
      collectors: this.#collectors,
      dispatcher: this.#dispatcher,
      siteTally: this.#siteTally,
      breakers,
      faults: this.#faults,
      clock,
    });
    stageMetrics.watch(this.#metrics, {
      seriesCount: () => this.#registry.size,
      pendingReadings: () => history.pendingReadings,
      detection: this.#detection.counters,
      detectionWaiting: () => this.#detection.waitingReadings,
      deskWaiting: () => this.#desk.waitingCommands,
      heartbeat: this.#watch.heartbeat,
    });
    this.#periodics = this.#createPeriodics();
  }

  /** Resolves when the page is served; collectors come up in their own time. */
  async start(): Promise<void> {
    this.#registry.restore(await this.#stores.history.loadSeries());
    await this.#room.start();
    this.#desk.onChange(new EventLog(this.#logger).follow);
    if (!isDemonstration(this.#config)) await closeDemonstration(this.#desk);
    await this.#dispatcher.start();
    this.#room.startClocks();
    this.#desk.onChange((changes) => this.#siteTally.follow(changes));
    await startDetection(this.#detection, this.#logger);
    this.#exports.start();
    this.#collectors.start();
    this.#server = this.#createServer();
    const { host, port } = this.#config.house.http;
    const actualPort = await this.#server.listen(host, port);
    for (const periodic of this.#periodics) periodic.start();
    this.#logger.info({ version: this.#watch.version, url: `http://${host}:${actualPort}/` }, 'Telltale is ready');
    this.#tellFirstLink(`http://${host}:${actualPort}`);
  }

  /** Stops what brings in first, then what sends, then what keeps: nothing accepted is lost. */
  async stop(): Promise<void> {
    await Promise.all(this.#periodics.map(async (periodic) => periodic.stop()));
    await this.#server?.close();
    await this.#collectors.stop();
    await this.#detection.stop();
    await this.#exports.stop();
    await this.#room.stop();
    await this.#dispatcher.stop();
    await this.#stores.history.stop();
    await this.#stores.memory.stop();
    await this.#stores.auditPast.stop();
    this.#archive.stop();
    await this.#stores.audit.stop();
    this.#accounts.stop();
    this.#logger.info({}, 'Telltale has stopped');
  }

  /** Whoever can read the terminal may make the first account: there is no password that everybody knows. */
  #tellFirstLink(ownUrl: string): void {
    const path = this.#accounts.firstLink();
    if (path === undefined) return;
    const url = new URL(path, this.#config.house.http.publicUrl ?? ownUrl).href;
    this.#tell(
      `No account exists yet: only this machine is let in, as administrator. Make the first account, once, within a day:\n  ${url}`,
    );
  }

  get #desk(): SignalDesk {
    return this.#room.desk;
  }

  #createCollectors(plugins: Plugins): Collectors {
    const pipeline = new ReadingPipeline({
      clock: this.#clock,
      registry: this.#registry,
      history: this.#stores.history,
      exports: this.#exports,
      detection: this.#detection,
      silence: this.#silence,
      latest: this.#latest,
      desk: this.#desk,
      faults: this.#faults,
    });
    return new Collectors({
      plugins: plugins.collectors,
      config: this.#config,
      targets: {
        registry: this.#registry,
        acceptReadings: async (batch) => await pipeline.accept(batch),
        acceptSignals: async (signals) => await this.#desk.signals(signals),
        clock: this.#clock,
        logger: this.#logger,
      },
      faults: this.#faults,
      clock: this.#clock,
      logger: this.#logger,
    });
  }

  #createDispatcher(plugins: Plugins, metrics: AlertMetrics): Dispatcher {
    const { publicUrl } = this.#config.house.http;
    return new Dispatcher({
      desk: this.#desk,
      auditTrail: this.#stores.audit,
      notifiers: plugins.notifiers.map((plugin) => ({
        plugin,
        config: this.#config.plugins.notifiers.get(plugin.kind),
      })),
      prioritise,
      clock: this.#clock,
      logger: this.#logger,
      metrics,
      ...(publicUrl === undefined ? {} : { urlOf: (eventId) => new URL(`#/events/${eventId}`, publicUrl).href }),
      onUndeliverable: (message, failure, notifier) =>
        this.#faults.begin(notifierPart(notifier), 'undeliverable', `"${message.subject}": ${failure.message}`),
      onRecovered: (notifier) => this.#faults.end(notifierPart(notifier), 'undeliverable'),
    });
  }

  #createPeriodics(): readonly Periodic[] {
    return [
      new Periodic(SILENCE_CHECK_MILLIS, this.#logger, async () => {
        await this.#desk.signals(this.#silence.check(this.#clock.nowMillis(), this.#clock.monotonicMillis()));
      }),
      new Periodic(MEMORY_FLUSH_MILLIS, this.#logger, async () => await this.#latestKeeping.flush()),
      new Periodic(HEARTBEAT_MILLIS, this.#logger, async () => this.#watch.beat()),
      new Periodic(DISK_CHECK_MILLIS, this.#logger, async () => await this.#watch.disk.check()),
      new Periodic(FIGURES_MILLIS, this.#logger, async () =>
        this.#exports.offerFigures(() => this.#watch.ownFigures()),
      ),
    ];
  }

  #createServer(): HttpServer {
    return createConsoleServer({
      desk: this.#desk,
      siteTests: this.#room.siteTests,
      alarmReports: new TrailReports({
        auditFile: auditFile(this.#config.house.dataDir),
        targets: reportTargets(this.#config.house),
        clock: this.#clock,
      }),
      archive: this.#archive,
      sites: siteFacts(this.#config.house),
      cameras: cameraSettings(this.#config.house),
      roster: this.#room.roster,
      handOvers: this.#room.handOvers,
      roomWatch: this.#room,
      replay: new RoomReplay(this.#stores.auditPast),
      rankingDesk: this.#room.rankingDesk,
      prioritise,
      registry: this.#registry,
      history: this.#stores.history,
      expectedBand: this.#expectedBand,
      isLearning: (seriesId) => this.#detection.isLearning(seriesId),
      thresholdPreview: this.#thresholdPreview,
      audit: this.#stores.audit,
      latest: async (keys) => await this.#latestKeeping.latestOf(keys),
      status: () => this.#watch.status(),
      health: async () => await this.#watch.health(),
      readiness: () => this.#watch.readiness(),
      intake: this.#collectors.intake,
      exposition: this.#watch.exposition,
      metricsRegistry: this.#metrics,
      identity: this.#accounts.identity,
      people: this.#accounts.people,
      siteDirectory: new KnownSites({
        settings: this.#config.house,
        registry: this.#registry,
        openEvents: () => this.#desk.openEvents(),
      }),
      settings: this.#settings,
      testChannel: async (kind) => await this.#dispatcher.sendTest(kind),
      outsideSignIn: this.#accounts.outsideSignIn,
      publicUrl: this.#config.house.http.publicUrl,
      trustedProxies: this.#config.house.http.trustedProxies,
      metricsToken: this.#config.house.http.metricsToken,
      webFolder: join(PACKAGE_ROOT, 'dist/console/web'),
      clock: this.#clock,
      logger: this.#logger,
    });
  }

  #sensorName(seriesId: SeriesId): { readonly site: string; readonly sensor: string } {
    const series = this.#registry.get(seriesId)?.series;
    return series === undefined ? { site: '', sensor: '' } : { site: siteOf(series), sensor: sensorOf(series) };
  }
}
