import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVER_NAMES, type LocalServer, type Ports, type ServerName } from './local-server.ts';
import { localServers } from './local-servers.ts';
import { writeLocalSettings, type LocalSettings } from './local-settings.ts';
import { findCommand, isTaken, startServer, type RunningServer } from './running-server.ts';

export interface StackOptions {
  readonly root: string;
  readonly folder: string;
  readonly ports: Ports;
  readonly only?: readonly ServerName[];
  /** Where commands are looked for. */
  readonly path: string;
  readonly say: (line: string) => void;
  /** A last word on the settings before the servers read them. */
  readonly adjust?: (settings: LocalSettings) => Promise<void>;
}

export interface Stack {
  readonly running: readonly RunningServer[];
  readonly missing: readonly ServerName[];
  /** Resolves with the first server that ends by itself. */
  readonly broken: Promise<ServerName>;
  stop(): Promise<void>;
}

/** Telltale cannot do without these; the others are said to be missing and left out. */
const NEEDED: ReadonlySet<ServerName> = new Set(['mosquitto', 'redis', 'telltale']);

/** Starts one server after the other, says of each where it is, and stops all of them again when one fails to start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { root, folder, ports, say } = options;
  const wanted = SERVER_NAMES.filter((name) => options.only?.includes(name) ?? true);
  await refuseTakenPorts(wanted, ports);
  await mkdir(folder, { recursive: true });
  await promisify(execFile)('sh', [join(root, 'deploy/make-secrets.sh'), join(folder, 'secrets')]);
  const settings = await writeLocalSettings(root, folder, ports);
  await options.adjust?.(settings);
  const servers = localServers({ root, folder, ports }, settings);
  const running: RunningServer[] = [];
  const missing: ServerName[] = [];
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const each of running.toReversed()) await each.stop();
  };
  try {
    for (const name of wanted) {
      const command = findCommand(servers[name], options.path);
      if (command === undefined) {
        if (NEEDED.has(name))
          throw new Error(`${name} is not installed, and Telltale needs it: ${servers[name].install}`);
        missing.push(name);
        say(line(servers[name], `not installed: ${servers[name].install}`));
        continue;
      }
      const started = await startServer(servers[name], command);
      running.push(started);
      say(line(servers[name], `${servers[name].url}  process ${started.pid}`));
    }
  } catch (cause) {
    await stop();
    throw cause;
  }
  const broken = new Promise<ServerName>((resolve) => {
    wanted.forEach((name) => {
      const each = running.find(({ server }) => server.name === name);
      void each?.ended.finally(() => {
        if (!isStopping) resolve(name);
      });
    });
  });
  return { running, missing, broken, stop };
}

async function refuseTakenPorts(names: readonly ServerName[], ports: Ports): Promise<void> {
  const taken: string[] = [];
  for (const name of names) if (await isTaken(ports[name])) taken.push(`${ports[name]} (${name})`);
  if (taken.length === 0) return;
  throw new Error(
    `Something listens already on ${taken.join(', ')}. Stop it, leave the server out (--without), or choose other ports (--ports-from 20000).`,
  );
}

function line({ name }: LocalServer, text: string): string {
  return `${name.padEnd(13)}${text}`;
}
