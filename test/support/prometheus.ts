import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from './free-port.ts';
import { startServerProcess, type RunningServer } from './server-process.ts';
import { until } from './until.ts';

export interface RunningPrometheus {
  readonly port: number;
  readonly pid: number;
  readonly url: string;
  /** An instant query, now; one entry a series. */
  query(expr: string): Promise<readonly PrometheusSample[]>;
  /** Ends it at once, as a power cut would; what it keeps stays. */
  kill(): Promise<void>;
  /** After `kill`: at the same port, with what it had kept. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface PrometheusSample {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since the epoch and the value as Prometheus prints it. */
  readonly value: readonly [number, string];
}

const QueryAnswer = z.object({
  error: z.string().optional(),
  data: z
    .object({
      result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
    })
    .optional(),
});

/**
 * Starts a real Prometheus that scrapes and evaluates every second. `configuration` is added to the global part.
 * `port` is for one that scrapes itself.
 */
export async function startPrometheus(configuration: object, port = 0): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-prometheus-'));
  const configFile = join(folder, 'prometheus.yml');
  const global = { scrape_interval: '1s', evaluation_interval: '1s' };
  await writeFile(configFile, JSON.stringify({ global, ...configuration }));
  const chosen = port === 0 ? await freePort() : port;
  const start = async (): Promise<RunningServer> => await startReady(configFile, join(folder, 'data'), chosen);
  let server = await start();
  return {
    port: chosen,
    get pid() {
      return server.process.pid ?? 0;
    },
    url: `http://127.0.0.1:${chosen}`,
    query: async (expr) => await instantQuery(chosen, expr),
    kill: async () => await server.stop('SIGKILL'),
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startReady(configFile: string, dataFolder: string, port: number): Promise<RunningServer> {
  const server = await startServerProcess({
    command: 'prometheus',
    args: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${dataFolder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
    ],
    port,
    debianPackage: 'prometheus',
  });
  const isReady = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok;
  await until('Prometheus is ready', isReady, 30_000, 50);
  return server;
}

async function instantQuery(port: number, expr: string): Promise<readonly PrometheusSample[]> {
  const url = `http://127.0.0.1:${port}/api/v1/query?${new URLSearchParams({ query: expr }).toString()}`;
  const response = await fetch(url);
  const answer = QueryAnswer.parse(await response.json());
  if (answer.data === undefined) throw new Error(`Prometheus refuses "${expr}": ${answer.error}`);
  return answer.data.result;
}

export interface ToolResult {
  readonly exitCode: number;
  readonly output: string;
}

export async function promtool(...args: readonly string[]): Promise<ToolResult> {
  return await runTool('promtool', args, 'prometheus');
}

export async function amtool(...args: readonly string[]): Promise<ToolResult> {
  return await runTool('amtool', args, 'prometheus-alertmanager');
}

/** What `promtool check metrics` says of an exposition; nothing when all is well. */
export async function checkMetrics(exposition: string): Promise<string> {
  return (await runTool('promtool', ['check', 'metrics'], 'prometheus', exposition)).output;
}

async function runTool(
  command: string,
  args: readonly string[],
  debianPackage: string,
  input = '',
): Promise<ToolResult> {
  return await new Promise((resolve, reject) => {
    const child = execFile(command, args, (error, stdout, stderr) => {
      if (error !== null && error.code === 'ENOENT') {
        reject(new Error(`cannot run ${command}: install it with "apt-get install ${debianPackage}"`));
      } else resolve({ exitCode: child.exitCode ?? 1, output: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}
