import { GrafanaClient } from '../../dashboards/push/grafana-client.ts';
import { createCommandLogger } from '../../runtime/logger.ts';
import { toFailure } from '../../runtime/guard.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { RedisWorkingMemory } from '../../storage/memory/redis-working-memory.ts';
import { isPolled, testCollector, type CollectorTest } from '../cli/collector-test.ts';
import type { Settings } from '../cli/settings.ts';
import { ok, failing, warning, type Finding } from './finding.ts';

/** Something that can be asked whether it would do its work, without doing any. */
export interface Service {
  /** Where its settings stand: `notifiers.telegram`. */
  readonly part: string;
  examine(): Promise<Finding>;
}

const PATIENCE_MILLIS = 10_000;
const NO_ROWS = {
  count: 0,
  seriesIds: new Int32Array(),
  observedAtMillis: new Float64Array(),
  values: new Float64Array(),
};

/** Every service that is configured and can be asked so: whether it answers, and whether it lets us in. */
export function servicesOf(settings: Settings): readonly Service[] {
  return [...houseServices(settings), ...exporters(settings), ...notifiers(settings), ...polled(settings)];
}

function houseServices({ config: { house } }: Settings): Service[] {
  const { redisUrl, grafana } = house;
  const services: Service[] = [];
  if (redisUrl !== undefined) {
    services.push(service('redisUrl', 'Redis takes commands', async () => await askRedis(redisUrl.reveal())));
  }
  if (grafana.url !== undefined && grafana.token !== undefined) {
    const client = new GrafanaClient({ url: grafana.url, token: grafana.token.reveal() });
    services.push(service('grafana', 'Grafana knows the token', async () => void (await client.find('api/org'))));
  }
  return services;
}

async function askRedis(url: string): Promise<void> {
  const redis = new RedisWorkingMemory(url);
  try {
    await redis.latest(['doctor']);
  } finally {
    await redis.stop();
  }
}

/** A request without readings is taken or refused like any other. */
function exporters({ plugins, config }: Settings): Service[] {
  return plugins.exporters.flatMap((plugin) => {
    const settings = config.plugins.exporters.get(plugin.kind);
    if (!plugin.isEnabled(settings)) return [];
    return service(`exporters.${plugin.kind}`, 'takes what is written to it', async (signal) => {
      const exporter = plugin.create(settings, { clock: systemClock, seriesOf: () => undefined });
      try {
        await exporter.send(NO_ROWS, signal);
      } finally {
        await exporter.stop();
      }
    });
  });
}

function notifiers({ plugins, config }: Settings): Service[] {
  const logger = createCommandLogger('silent');
  return plugins.notifiers.flatMap((plugin) => {
    const settings = config.plugins.notifiers.get(plugin.kind);
    if (!plugin.isEnabled(settings)) return [];
    const notifier = plugin.create(settings, { logger });
    if (notifier.verify === undefined) return [];
    return service(`notifiers.${plugin.kind}`, 'would take a message', async (signal) => {
      try {
        await notifier.verify?.(signal);
      } finally {
        await notifier.stop();
      }
    });
  });
}

/** Devices that are asked are asked once; nothing is kept. */
function polled({ plugins, config: { plugins: configs, house } }: Settings): Service[] {
  return plugins.collectors.flatMap((plugin) => {
    const settings = configs.collectors.get(plugin.kind);
    if (!plugin.isEnabled(settings)) return [];
    const test = { plugin, settings, dataFolder: house.dataDir, logger: createCommandLogger('silent'), seconds: 0 };
    if (!isPolled({ ...test, observe: () => undefined })) return [];
    const part = `collectors.${plugin.kind}`;
    return [{ part, examine: async () => await askOnce(part, test) }];
  });
}

async function askOnce(part: string, test: Omit<CollectorTest, 'observe'>): Promise<Finding> {
  let said = { message: 'it says nothing', remedy: 'see the log' };
  const silent: string[] = [];
  await testCollector({
    ...test,
    observe: (observation) => {
      if (observation.kind === 'signal') silent.push(observation.signal.message);
      if (observation.kind !== 'health') return;
      const { health } = observation;
      said = { message: health.detail, remedy: health.state === 'down' ? health.remedy : '' };
    },
  });
  if (said.remedy !== '') return failing(part, said);
  const [first] = silent;
  return first === undefined
    ? ok(part, said.message)
    : warning(part, `${said.message}: ${first}`, `see all of it: telltale collect --test ${test.plugin.kind}`);
}

function service(part: string, well: string, ask: (signal: AbortSignal) => Promise<void>): Service {
  const examine = async (): Promise<Finding> => {
    try {
      await ask(AbortSignal.timeout(PATIENCE_MILLIS));
      return ok(part, well);
    } catch (cause) {
      return failing(part, toFailure(cause, part));
    }
  };
  return { part, examine };
}
