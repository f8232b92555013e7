import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startServerProcess, type RunningServer } from './server-process.ts';

export interface MosquittoOptions {
  readonly port?: number;
  /** Lines of mosquitto.conf that replace the plain anonymous listener. */
  readonly configuration?: (port: number, folder: string) => string;
}

/** A real Mosquitto on a free loopback port, anonymous unless configured otherwise. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'telltale-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  const configuration = options.configuration ?? anonymous;
  await writeFile(file, `${configuration(port, folder)}\npersistence false\n`);
  return await startServerProcess({ command: 'mosquitto', args: ['-c', file], port, debianPackage: 'mosquitto' });
}

function anonymous(port: number): string {
  return `listener ${port} 127.0.0.1\nallow_anonymous true`;
}
