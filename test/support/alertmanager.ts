import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startServerProcess, type RunningServer } from './server-process.ts';

/** Groups are kept and sent nowhere: the tests ask the API what it knows. */
const SENT_NOWHERE = 'route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n';

export async function startAlertmanager(configuration = SENT_NOWHERE): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-alertmanager-'));
  const configFile = join(folder, 'alertmanager.yml');
  await writeFile(configFile, configuration);
  const port = await freePort();
  const server = await startServerProcess({
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${configFile}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    port,
    debianPackage: 'prometheus-alertmanager',
  });
  return {
    ...server,
    stop: async (signal) => {
      await server.stop(signal);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
