import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { until } from '../../test/support/until.ts';

export interface TelltaleProcess {
  readonly pid: number;
  readonly port: number;
  readonly process: ChildProcess;
  /** The value of one metric without labels. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** A whole Telltale with every stage on, in a process and a data folder of its own. */
export async function startTelltale(environment: Readonly<Record<string, string>>): Promise<TelltaleProcess> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../app/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      TELLTALE_DATA_DIR: dataDir,
      TELLTALE_HTTP_PORT: String(port),
      TELLTALE_DEMO: '0',
      ...environment,
    },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('Telltale did not start');
  await until('Telltale is ready', async () => await isReady(port), 30_000);
  return {
    pid,
    port,
    process: child,
    metric: async (name) => await readMetric(port, name),
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/status`).catch(() => undefined);
  if (answer?.ok !== true) return false;
  const text = await answer.text();
  return /"kind":"mqtt","state":"up"/.test(text);
}

async function readMetric(port: number, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}
