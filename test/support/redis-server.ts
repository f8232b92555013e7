import { freePort } from './free-port.ts';
import { startServerProcess, type RunningServer } from './server-process.ts';

/** A real Redis on a free port that keeps nothing on disk. `port` asks for a certain one, to start it again. */
export async function startRedisServer(port?: number): Promise<RunningServer> {
  const chosen = port ?? (await freePort());
  return await startServerProcess({
    command: 'redis-server',
    args: ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    port: chosen,
    debianPackage: 'redis-server',
  });
}
