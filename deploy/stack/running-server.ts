import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalServer } from './local-server.ts';

export interface RunningServer {
  readonly server: LocalServer;
  readonly pid: number | undefined;
  /** Resolves when the process has ended, by itself or by `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const START_MILLIS = 90_000;
const STOP_MILLIS = 15_000;
const LOOK_EVERY_MILLIS = 50;
const OUTPUT_KEPT = 2000;

/** Where the first command that is installed lies. */
export function findCommand({ commands }: LocalServer, path: string): string | undefined {
  const folders = path.split(delimiter);
  for (const command of commands) {
    const places = isAbsolute(command) ? [command] : folders.map((folder) => join(folder, command));
    const found = places.find((place) => existsSync(place));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether something answers at the port already: two servers would be taken for each other. */
export async function isTaken(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Starts it and resolves when it is ready; rejects with the end of what it said when it ends instead or takes too long. */
export async function startServer(server: LocalServer, command: string): Promise<RunningServer> {
  const child = spawn(command, server.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches the whole group of a terminal; they are stopped in order instead.
    detached: true,
    env: { ...withoutTelltale(process.env), ...server.environment },
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const running: RunningServer = { server, pid: child.pid, ended, stop: async () => await stop(child, ended) };
  const patience = AbortSignal.timeout(START_MILLIS);
  while (!(await isReady(server))) {
    const isGone = child.exitCode !== null || child.signalCode !== null;
    if (isGone || patience.aborted) {
      await running.stop();
      throw new Error(`${server.name} ${isGone ? 'ended' : 'did not become ready'}:\n${output}`);
    }
    await delay(LOOK_EVERY_MILLIS);
  }
  return running;
}

async function isReady({ port, url, readyPath }: LocalServer): Promise<boolean> {
  if (readyPath === undefined) return await isTaken(port);
  try {
    const response = await fetch(`${url}${readyPath}`, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = delay(STOP_MILLIS, 'late', { signal: patience.signal }).catch(() => 'ended');
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
  patience.abort();
  await ended;
}

/** What the person has set for a Telltale of their own is not meant for this one. */
function withoutTelltale(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TELLTALE_')));
}
