import { existsSync, readFileSync } from 'node:fs';
import { loadConfig } from '../config/load-config.ts';
import { ConfigError, problemLine } from '../config/problem.ts';
import { createFailureServer } from '../console/server/failure-server.ts';
import { LogLines } from '../runtime/log-lines.ts';
import { createLogger } from '../runtime/logger.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { correlationOf } from './correlation-file.ts';
import { discoverPlugins } from './discover-plugins.ts';
import { settingsFileOf, settingsToRead } from './settings-file.ts';
import { Telltale, type TelltaleDependencies } from './telltale.ts';
import { writeWhole } from './write-whole.ts';

const EXIT_WRONG_CONFIGURATION = 2;

/**
 * Runs Telltale until a signal stops it; resolves with the exit code, rejects with what kept it from starting. When an administrator
 * has changed the settings it stops and starts again with them: there is one way to take settings, not one for each of them.
 */
export async function runTelltale(given: string | undefined, environment: NodeJS.ProcessEnv): Promise<number> {
  const toldToStop = untilToldToStop();
  const plugins = await discoverPlugins();
  const settingsFile = settingsFileOf(given, environment);
  const logLines = new LogLines();
  let lastGood: string | undefined;
  for (;;) {
    let parts: Pick<TelltaleDependencies, 'config' | 'correlation'>;
    try {
      const config = loadConfig(settingsToRead(given, environment), environment, plugins);
      parts = { config, correlation: correlationOf(config) };
    } catch (cause) {
      if (!(cause instanceof ConfigError)) throw cause;
      return await serveFailure(cause, toldToStop);
    }
    const logger = createLogger(parts.config.house.logLevel, undefined, logLines.count);
    const [restartAsked, restart] = askable();
    const telltale = new Telltale({
      ...parts,
      plugins,
      clock: systemClock,
      logger,
      logLines,
      tell,
      settingsFile,
      environment,
      restart,
    });
    try {
      await telltale.start();
    } catch (cause) {
      await telltale.stop().catch(() => undefined);
      if (lastGood === undefined) throw cause;
      logger.error({ err: cause }, 'the changed settings do not start: those before them are taken back');
      writeWhole(settingsFile, lastGood);
      lastGood = undefined;
      continue;
    }
    lastGood = existsSync(settingsFile) ? readFileSync(settingsFile, 'utf8') : '';
    const why = await Promise.race([toldToStop.then(() => 'told to stop'), restartAsked.then(() => 'new settings')]);
    await telltale.stop();
    if (why === 'told to stop') return 0;
  }
}

/** Resolves once the function is called. */
function askable(): readonly [asked: Promise<void>, ask: () => void] {
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  return [asked, () => ask()];
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
