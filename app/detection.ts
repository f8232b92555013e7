import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createExpectedBand } from '../analytics/expected-band.ts';
import { seriesRulesOf } from '../analytics/overrides/series-rules-of.ts';
import { NO_RULES } from '../analytics/series-rules.ts';
import type { DetectionOverride } from '../analytics/overrides/detection-override.ts';
import { DetectionPool, type PoolPart } from '../analytics/workers/detection-pool.ts';
import type { DetectorModule } from '../analytics/workers/detector-modules.ts';
import type { ShardReport } from '../analytics/workers/judging-host.ts';
import type { Config } from '../config/load-config.ts';
import { Failure } from '../core/failure.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ExpectedBand } from '../core/ports/expected-band.ts';
import type { History } from '../core/ports/history.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { ThresholdPreview } from '../core/ports/threshold-preview.ts';
import type { RegisteredSeries, SeriesRegistry } from '../core/series-registry.ts';
import { startSystemTimer } from '../runtime/timer.ts';
import { PLUGIN_FOLDERS, type Plugins } from './discover-plugins.ts';
import type { HouseFaults } from './house-faults.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { ThresholdTrials } from './threshold-trials.ts';

const MAX_WORKERS_BY_DEFAULT = 4;
const SECONDS_PER_MINUTE = 60;
/** Its band is the one people see around a series. */
const BAND_DETECTOR = 'holt-winters';

/** What each part is called in the queue. */
const PART_NAMES: Readonly<Record<PoolPart, string>> = {
  worker: 'detection threads',
  overload: 'detection load',
  memory: 'detection memory',
};

export interface DetectionDependencies {
  readonly config: Config;
  readonly plugins: Plugins;
  readonly registry: SeriesRegistry;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
  readonly clock: Clock;
}

export function createDetectionPool({
  config,
  plugins,
  registry,
  faults,
  clock,
}: DetectionDependencies): DetectionPool {
  const { workers, snapshotMinutes, overrides } = config.house.detection;
  return new DetectionPool({
    workers: workers === 'auto' ? workersFor(availableParallelism()) : workers,
    workerUrl: compiledUrl('analytics/workers/detection-worker.js'),
    detectors: detectorModules(config, plugins),
    folder: join(config.house.dataDir, 'detection'),
    snapshotSeconds: snapshotMinutes * SECONDS_PER_MINUTE,
    keyOf: (seriesId) => registry.get(seriesId)?.key ?? '',
    rulesOf: (seriesId) => {
      const registered = registry.get(seriesId);
      return registered === undefined ? NO_RULES : seriesRulesOf(registered.series, overrides);
    },
    clock,
    startTimer: startSystemTimer,
    observer: {
      failed: (part, { message, remedy }) =>
        faults.begin(PART_NAMES[part], `detection-${part}`, `${message} ${remedy}`),
      recovered: (part) => faults.end(PART_NAMES[part], `detection-${part}`),
    },
  });
}

type TrialDependencies = Omit<DetectionDependencies, 'registry' | 'faults'> & { readonly logger: Logger };

export function createThresholdPreview(
  dependencies: TrialDependencies,
  history: Pick<History, 'read'>,
): ThresholdPreview {
  return new ThresholdTrials({
    history,
    overrides: dependencies.config.house.detection.overrides,
    createPool: (series, overrides) => createTrialPool(dependencies, series, overrides),
    clock: dependencies.clock,
  });
}

/** Judges one series in a thread of its own, once for each list of overrides, and remembers nothing afterwards. */
function createTrialPool(
  { config, plugins, clock, logger }: TrialDependencies,
  { key, series }: RegisteredSeries,
  overrides: readonly (readonly DetectionOverride[])[],
): DetectionPool {
  return new DetectionPool({
    workers: 1,
    workerUrl: compiledUrl('analytics/workers/detection-worker.js'),
    detectors: detectorModules(config, plugins),
    folder: undefined,
    snapshotSeconds: config.house.detection.snapshotMinutes * SECONDS_PER_MINUTE,
    keyOf: (trial) => `${trial} ${key}`,
    rulesOf: (trial) => seriesRulesOf(series, overrides[trial] ?? []),
    clock,
    startTimer: startSystemTimer,
    observer: {
      failed: (part, { message }) => logger.warn({ part, reason: message }, 'a preview of thresholds met trouble'),
      recovered: () => undefined,
    },
  });
}

function detectorModules(config: Config, plugins: Plugins): readonly DetectorModule[] {
  return plugins.detectors
    .filter((plugin) => plugin.isEnabled(config.plugins.detectors.get(plugin.kind)))
    .map(({ kind }) => ({
      kind,
      moduleUrl: compiledUrl(`${PLUGIN_FOLDERS.detectors}/${kind}/plugin.js`).href,
      config: config.plugins.detectors.get(kind),
    }));
}

/** One line about what was remembered. What could not be read is a fault and stands in the queue. */
export async function startDetection(pool: DetectionPool, logger: Logger): Promise<void> {
  const reports = await pool.start();
  const restoredSeries = reports.reduce((sum, report) => sum + report.restoredSeries, 0);
  const startedAnew = [...new Set(reports.flatMap((report) => report.startedAnew))];
  const savedAtMillis = oldest(reports);
  logger.info(
    { restoredSeries, startedAnew, ...(savedAtMillis === undefined ? {} : { savedAtMillis }) },
    'the detectors remember',
  );
}

function oldest(reports: readonly ShardReport[]): number | undefined {
  const times = reports.flatMap(({ savedAtMillis }) => savedAtMillis ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** One processor is left to the thread that takes readings in, where there are enough. */
function workersFor(processors: number): number {
  return Math.max(1, Math.min(MAX_WORKERS_BY_DEFAULT, processors - 1));
}

/** Threads import what was compiled, however this process was started. */
function compiledUrl(path: string): URL {
  return pathToFileURL(join(PACKAGE_ROOT, 'dist', path));
}

export function createBand({ plugins, config }: Pick<DetectionDependencies, 'plugins' | 'config'>): ExpectedBand {
  const plugin = plugins.detectors.find(({ kind }) => kind === BAND_DETECTOR);
  if (plugin === undefined) {
    throw new Failure(`detectors: there is no "${BAND_DETECTOR}"`, {
      reason: 'configuration',
      retryable: false,
      remedy: 'the installation is incomplete: install Telltale again',
    });
  }
  return createExpectedBand(() => plugin.create(config.plugins.detectors.get(plugin.kind)));
}
