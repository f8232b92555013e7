import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StatusView } from '../../console/server/api-schemas.ts';
import { distUrl } from './dist-url.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

export interface TelltaleOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Stays when the process has ended; without it the process has a folder that goes away with it. */
  readonly dataFolder?: string;
  /** Free ones where none are given. */
  readonly port?: number;
  readonly mqttPort?: number;
}

/** A Telltale that has been started and may still fail to come up. */
export interface LaunchedTelltale {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly port: number;
  readonly mqttPort: number;
  readonly url: string;
  /** The latest of what it wrote to its two outputs. */
  output(): string;
  /** Asks it to stop and resolves with its exit code; harmless when it has ended already. */
  stop(): Promise<number | null>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface TelltaleProcess extends LaunchedTelltale {
  get<T>(path: string): Promise<T>;
  status(): Promise<StatusView>;
  /** One value of /metrics: `name`, or `name{label="value"}` as it is written there; 0 where it is not. */
  metric(name: string): Promise<number>;
}

const START_TIMEOUT_MILLIS = 60_000;
const OUTPUT_KEPT = 20_000;

/** A whole Telltale from dist/, in a process of its own. Resolves when it serves and its MQTT side has come up or failed. */
export async function startTelltale(options: TelltaleOptions = {}): Promise<TelltaleProcess> {
  const launched = await launchTelltale(options);
  const telltale: TelltaleProcess = {
    ...launched,
    get: async (path) => await getJson(`${launched.url}${path}`),
    status: async () => await getJson(`${launched.url}/api/v1/status`),
    metric: async (name) => await readMetric(launched.url, name),
  };
  try {
    await until('Telltale is up', async () => await isUp(telltale), START_TIMEOUT_MILLIS);
  } catch (cause) {
    await launched.kill();
    throw new Error(`Telltale did not come up:\n${launched.output()}`, { cause });
  }
  return telltale;
}

/** The same without waiting for it. */
export async function launchTelltale(options: TelltaleOptions = {}): Promise<LaunchedTelltale> {
  const port = options.port ?? (await freePort());
  const mqttPort = options.mqttPort ?? (await freePort());
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'telltale-data-'));
  const child = spawn(process.execPath, [fileURLToPath(distUrl('app/main.ts'))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environmentWithoutTelltale(),
      TELLTALE_DATA_DIR: dataFolder,
      TELLTALE_HTTP_PORT: String(port),
      TELLTALE_MQTT_PORT: String(mqttPort),
      ...options.environment,
    },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('Telltale could not be started');
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    return child.exitCode;
  };
  return {
    process: child,
    pid,
    port,
    mqttPort,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    stop: async () => await end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** What the person who runs the tests has set must not reach the process. */
function environmentWithoutTelltale(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TELLTALE_')));
}

async function isUp(telltale: TelltaleProcess): Promise<boolean> {
  const { exitCode, signalCode } = telltale.process;
  if (exitCode !== null || signalCode !== null) throw new Error(`it ended with ${exitCode ?? signalCode}`);
  const status = await telltale.status().catch(() => undefined);
  const mqtt = status?.sources.find(({ kind }) => kind === 'mqtt');
  return mqtt !== undefined && mqtt.state !== 'starting';
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  const answer: T = JSON.parse(await response.text());
  return answer;
}

async function readMetric(url: string, name: string): Promise<number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  const line = lines.find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}
