import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Ports } from './local-server.ts';

/** Where the settings for this machine lie, made out of those that docker-compose.yml mounts. */
export interface LocalSettings {
  readonly mosquitto: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly grafanaProvisioning: string;
  readonly nodeRedFolder: string;
}

/** Writes the settings of the containers with this machine's ports and paths. Each replacement must find what it replaces. */
export async function writeLocalSettings(root: string, folder: string, ports: Ports): Promise<LocalSettings> {
  const secrets = join(folder, 'secrets');
  const data = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  const adapt = async (
    from: string,
    to: string,
    replacements: readonly (readonly [string, string])[],
  ): Promise<string> => {
    const path = join(folder, to);
    await writeFile(path, replaced(await readFile(join(root, from), 'utf8'), from, replacements));
    return path;
  };
  await Promise.all(['redis', 'prometheus', 'alertmanager', 'telltale', 'influxdb', 'grafana'].map(data));
  const mosquitto = await adapt('deploy/mosquitto/mosquitto.conf', 'mosquitto.conf', [
    ['listener 1883', `listener ${ports.mosquitto} 127.0.0.1`],
    ['/mosquitto/data/', `${await data('mosquitto')}/`],
  ]);
  const prometheus = await adapt('deploy/prometheus/prometheus.yml', 'prometheus.yml', [
    ['/run/secrets/', `${secrets}/`],
    ['telltale.rules.yml', resolve(root, 'dashboards/prometheus/telltale.rules.yml')],
    ['host.docker.internal:8080', `127.0.0.1:${ports.telltale}`],
    ['localhost:9090', `127.0.0.1:${ports.prometheus}`],
    ['alertmanager:9093', `127.0.0.1:${ports.alertmanager}`],
  ]);
  const alertmanager = join(folder, 'alertmanager.yml');
  await copyFile(join(root, 'dashboards/alertmanager/alertmanager.yml'), alertmanager);
  const grafanaProvisioning = await data('grafana-provisioning');
  await Promise.all(['grafana-provisioning/datasources', 'grafana-provisioning/dashboards'].map(data));
  await adapt('deploy/grafana/provisioning/datasources/telltale.yml', 'grafana-provisioning/datasources/telltale.yml', [
    ['http://prometheus:9090', `http://127.0.0.1:${ports.prometheus}`],
    ['http://alertmanager:9093', `http://127.0.0.1:${ports.alertmanager}`],
  ]);
  await adapt('deploy/grafana/provisioning/dashboards/telltale.yml', 'grafana-provisioning/dashboards/telltale.yml', [
    ['/etc/telltale/dashboards', resolve(root, 'dashboards/grafana')],
  ]);
  const nodeRedFolder = await data('node-red');
  const scope = await data('node-red/node_modules/@telltale');
  await symlink(resolve(root, 'flows'), join(scope, 'node-red-telltale')).catch(() => undefined);
  return { mosquitto, prometheus, alertmanager, grafanaProvisioning, nodeRedFolder };
}

function replaced(text: string, file: string, replacements: readonly (readonly [string, string])[]): string {
  let result = text;
  for (const [from, to] of replacements) {
    if (!result.includes(from)) throw new Error(`${file} no longer says "${from}"`);
    result = result.replaceAll(from, to);
  }
  return result;
}
