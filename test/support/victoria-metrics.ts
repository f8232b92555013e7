import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startServerProcess } from './server-process.ts';

export interface RunningVictoriaMetrics {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Takes remote write and the write API of InfluxDB 2, and answers Prometheus queries. */
export async function startVictoriaMetrics(): Promise<RunningVictoriaMetrics> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-victoria-'));
  const port = await freePort();
  const server = await startServerProcess({
    command: 'victoria-metrics',
    args: [
      `-httpListenAddr=127.0.0.1:${port}`,
      `-storageDataPath=${folder}`,
      '-retentionPeriod=100y',
      '-search.latencyOffset=0s',
      '-search.disableCache',
    ],
    port,
    debianPackage: 'victoria-metrics',
  });
  return {
    pid: server.process.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
