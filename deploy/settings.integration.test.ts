import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { houseSchema } from '../config/schema.ts';
import { freePort } from '../test/support/free-port.ts';
import { startNodeRed } from '../test/support/node-red.ts';
import { promtool } from '../test/support/prometheus.ts';
import { startServerProcess } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';

describe('the settings that the stack mounts are accepted by', () => {
  it('Telltale', async () => {
    const settings: unknown = parse(await readFile('deploy/telltale.yml', 'utf8'));
    expect(houseSchema.safeParse(settings)).toMatchObject({ success: true });
  });

  it('promtool, beside the rules and the token as they are mounted', async () => {
    const folder = temporaryFolder();
    const text = await readFile('deploy/prometheus/prometheus.yml', 'utf8');
    await writeFile(join(folder, 'prometheus.yml'), text.replaceAll('/run/secrets/', `${folder}/`));
    await writeFile(join(folder, 'telltale_metrics_token'), 'token');
    await copyFile('dashboards/prometheus/telltale.rules.yml', join(folder, 'telltale.rules.yml'));
    const result = await promtool('check', 'config', join(folder, 'prometheus.yml'));
    expect(result.output).toContain('1 rule files found');
    expect(result.exitCode, result.output).toBe(0);
  });

  it('Mosquitto, which then listens', async () => {
    const folder = temporaryFolder();
    const port = await freePort();
    const text = await readFile('deploy/mosquitto/mosquitto.conf', 'utf8');
    const adapted = text
      .replace('listener 1883', `listener ${port} 127.0.0.1`)
      .replace('/mosquitto/data/', `${folder}/`);
    expect(adapted).toContain(`listener ${port}`);
    await writeFile(join(folder, 'mosquitto.conf'), adapted);
    await startsAndStops({ command: 'mosquitto', args: ['-c', join(folder, 'mosquitto.conf')], port });
  });

  it('Redis, which then listens', async () => {
    const port = await freePort();
    const args = ['deploy/redis/redis.conf', '--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryFolder()];
    await startsAndStops({ command: 'redis-server', args, port });
  });

  it('Node-RED, which then serves its editor on the loopback address', async () => {
    const secretFile = join(temporaryFolder(), 'node_red_credential_secret');
    await writeFile(secretFile, 'secret');
    const nodeRed = await startNodeRed({
      flow: [],
      settingsFile: resolve('deploy/node-red/settings.cjs'),
      env: { NODE_RED_CREDENTIAL_SECRET_FILE: secretFile },
    });
    try {
      const settings = await nodeRed.admin('/settings');
      expect(settings).toMatchObject({ externalModules: { autoInstall: false, palette: { allowInstall: false } } });
    } finally {
      await nodeRed.stop();
    }
  });
});

describe('Grafana’s provisioning', () => {
  it('reads the dashboards from where the stack mounts them', async () => {
    const { providers } = Providers.parse(parse(await provisioning('dashboards')));
    expect(providers.map((provider) => provider.options.path)).toEqual(['/etc/telltale/dashboards']);
    expect(await readFile('docker-compose.yml', 'utf8')).toContain('./dashboards/grafana:/etc/telltale/dashboards:ro');
  });

  it('offers data sources with fixed uids, at services of the stack', async () => {
    const { datasources } = DataSources.parse(parse(await provisioning('datasources')));
    expect(datasources.map(({ uid, url }) => `${uid} ${url}`)).toEqual([
      'telltale-prometheus http://prometheus:9090',
      'telltale-alertmanager http://alertmanager:9093',
    ]);
  });

  it('replaces nobody’s notification policies', async () => {
    expect(await provisioning('dashboards')).not.toContain('policies');
    expect(await provisioning('datasources')).not.toContain('policies');
  });
});

const Providers = z.object({
  apiVersion: z.literal(1),
  providers: z.array(z.object({ options: z.object({ path: z.string() }) })),
});
const DataSources = z.object({
  apiVersion: z.literal(1),
  datasources: z.array(z.object({ uid: z.string(), url: z.url() })),
});

async function provisioning(kind: string): Promise<string> {
  return await readFile(`deploy/grafana/provisioning/${kind}/telltale.yml`, 'utf8');
}

async function startsAndStops(server: {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
}): Promise<void> {
  const running = await startServerProcess({ ...server, debianPackage: server.command });
  await running.stop();
}
