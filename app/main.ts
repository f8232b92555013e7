import { ConfigError, problemLine } from '../config/problem.ts';
import { loadConfig, type Config } from '../config/load-config.ts';
import { createFailureServer } from '../console/server/failure-server.ts';
import { Failure } from '../core/failure.ts';
import { createLogger } from '../runtime/logger.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { discoverPlugins } from './discover-plugins.ts';
import { Telltale } from './telltale.ts';

const EXIT_WRONG_CONFIGURATION = 2;

/** Starts Telltale and resolves when a signal has stopped it, with the exit code. */
async function main(): Promise<number> {
  const plugins = await discoverPlugins();
  let config: Config;
  try {
    config = loadConfig(process.env['TELLTALE_CONFIG'], process.env, plugins);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    return await serveFailure(cause);
  }
  const logger = createLogger(config.house.logLevel);
  const telltale = new Telltale({ config, plugins, clock: systemClock, logger });
  try {
    await telltale.start();
  } catch (cause) {
    await telltale.stop().catch(() => undefined);
    throw cause;
  }
  await untilToldToStop();
  await telltale.stop();
  return 0;
}

/** A mistake never ends in an empty page: the usual address says what is wrong until somebody mends it. */
async function serveFailure(error: ConfigError): Promise<number> {
  for (const problem of error.problems) process.stderr.write(`${problemLine(problem)}\n`);
  const server = createFailureServer(error.problems, createLogger('warn'));
  const host = process.env['TELLTALE_HTTP_HOST'] ?? '127.0.0.1';
  const port = Number(process.env['TELLTALE_HTTP_PORT'] ?? 8080);
  try {
    const actualPort = await server.listen(host, Number.isInteger(port) ? port : 8080);
    process.stderr.write(`The same is shown at http://${host}:${actualPort}/ until this process is stopped.\n`);
  } catch {
    return EXIT_WRONG_CONFIGURATION;
  }
  await untilToldToStop();
  await server.close();
  return EXIT_WRONG_CONFIGURATION;
}

async function untilToldToStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

main().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    const text = cause instanceof Failure ? `${cause.message}\n${cause.remedy}` : String(cause);
    process.stderr.write(`Telltale cannot start: ${text}\n`);
    if (!(cause instanceof Failure) && cause instanceof Error) process.stderr.write(`${cause.stack}\n`);
    process.exit(1);
  },
);
