import type { CorrelationConfig } from '../analytics/correlation/correlation-rules.ts';
import { loadConfig, type Config } from '../config/load-config.ts';
import { ConfigError, problemLine } from '../config/problem.ts';
import { createFailureServer } from '../console/server/failure-server.ts';
import { createLogger } from '../runtime/logger.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { correlationOf } from './correlation-file.ts';
import { discoverPlugins } from './discover-plugins.ts';
import { Telltale } from './telltale.ts';

const EXIT_WRONG_CONFIGURATION = 2;

/** Runs Telltale until a signal stops it; resolves with the exit code, rejects with what kept it from starting. */
export async function runTelltale(configFile: string | undefined, environment: NodeJS.ProcessEnv): Promise<number> {
  const toldToStop = untilToldToStop();
  const plugins = await discoverPlugins();
  let config: Config;
  let correlation: CorrelationConfig;
  try {
    config = loadConfig(configFile, environment, plugins);
    correlation = correlationOf(config);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    return await serveFailure(cause, toldToStop);
  }
  const logger = createLogger(config.house.logLevel);
  const telltale = new Telltale({ config, correlation, plugins, clock: systemClock, logger, tell });
  try {
    await telltale.start();
  } catch (cause) {
    await telltale.stop().catch(() => undefined);
    throw cause;
  }
  await toldToStop;
  await telltale.stop();
  return 0;
}

/** Beside the log, which may go anywhere. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A mistake never ends in an empty page: the usual address says what is wrong until somebody mends it. */
async function serveFailure(error: ConfigError, toldToStop: Promise<void>): Promise<number> {
  for (const problem of error.problems) process.stderr.write(`${problemLine(problem)}\n`);
  const server = createFailureServer(error.problems, createLogger('warn'));
  const { host, port } = error.consoleAddress;
  try {
    const actualPort = await server.listen(host, port);
    process.stderr.write(`The same is shown at http://${host}:${actualPort}/ until this process is stopped.\n`);
  } catch {
    return EXIT_WRONG_CONFIGURATION;
  }
  await toldToStop;
  await server.close();
  return EXIT_WRONG_CONFIGURATION;
}

async function untilToldToStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
