import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeSchema } from './compose-schema.ts';

describe('docker-compose.yml', async () => {
  const text = await readFile('docker-compose.yml', 'utf8');
  const compose = composeSchema.parse(parse(text, { merge: true }));
  const services = Object.entries(compose.services);
  const guide = await readFile('deploy/README.md', 'utf8');

  it('has the eight servers of the stack', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['telltale', 'mosquitto', 'redis', 'prometheus', 'alertmanager', 'grafana', 'influxdb', 'node-red'].sort(),
    );
  });

  it('mounts only what is in the repository, and declares every volume', () => {
    const sources = services.flatMap(([, service]) => service.volumes.map((volume) => volume.split(':')[0] ?? ''));
    const [paths, names] = [
      sources.filter((path) => path.startsWith('.')),
      sources.filter((path) => !path.startsWith('.')),
    ];
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    expect(names.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('makes, declares and documents every secret, and keeps it out of git', async () => {
    const maker = await readFile('deploy/make-secrets.sh', 'utf8');
    const used = new Set(services.flatMap(([, service]) => service.secrets));
    expect([...used].sort()).toEqual(Object.keys(compose.secrets).sort());
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./deploy/secrets/${name}`);
      expect(maker).toContain(name);
      expect(guide).toContain(`\`${name}\``);
    }
    expect(await readFile('deploy/secrets/.gitignore', 'utf8')).toMatch(/^\*$/m);
  });

  it('mounts files where their reader is told to find them', () => {
    for (const [name, { volumes, command = [], environment = {} }] of services) {
      const told = [...command, ...Object.values(environment)].join(' ');
      const targets = volumes.map((volume) => volume.split(':')[1] ?? '');
      const settings = targets.filter((target) => /\.(?:yml|conf)$/.test(target) && name !== 'mosquitto');
      expect(settings.filter((target) => !told.includes(target) && !target.endsWith('telltale.rules.yml'))).toEqual([]);
    }
  });

  it('publishes the ports that its health checks and neighbours use', () => {
    for (const [, { ports, healthcheck }] of services) {
      const asked = /127\.0\.0\.1:(\d+)/.exec(healthcheck.test.join(' '))?.[1];
      if (asked !== undefined && ports.length > 0) expect(ports).toContain(`127.0.0.1:${asked}:${asked}`);
    }
  });

  it('has Prometheus take what Telltale writes to it, late readings included', async () => {
    const { command = [] } = compose.services['prometheus'] ?? {};
    expect(command).toContain('--web.enable-remote-write-receiver');
    expect(compose.services['telltale']?.environment).toMatchObject({
      TELLTALE_REMOTE_WRITE_URL: 'http://127.0.0.1:9090/api/v1/write',
    });
    expect(await readFile('deploy/prometheus/prometheus.yml', 'utf8')).toContain('out_of_order_time_window: 1h');
  });

  it('holds no secret itself', () => {
    expect(text).not.toMatch(/(?:PASSWORD|TOKEN|SECRET):/);
  });

  it('starts everything unless told otherwise, and can do without what has a profile', async () => {
    const profiles = services.flatMap(([, service]) => service.profiles ?? []);
    expect(profiles.sort()).toEqual(['grafana', 'influxdb', 'node-red']);
    expect(await readFile('.env', 'utf8')).toContain(`COMPOSE_PROFILES=${profiles.join(',')}\n`);
    const awaited = services.flatMap(([, service]) => Object.keys(service.depends_on));
    expect(awaited.filter((name) => compose.services[name]?.profiles !== undefined)).toEqual([]);
    for (const profile of profiles) expect(guide).toContain(`\`${profile}\``);
  });

  it('waits only for services that exist', () => {
    const awaited = services.flatMap(([, service]) => Object.keys(service.depends_on));
    expect(awaited.filter((name) => !(name in compose.services))).toEqual([]);
  });

  describe.each(services)('%s', (name, service) => {
    it('is pinned to a version', () => {
      expect(service.image).toMatch(/:v?\d+\.\d+\.\d+/);
    });

    it('is checked every ten seconds, and every second while it starts', () => {
      expect(service.healthcheck).toMatchObject({ interval: '10s', start_interval: '1s' });
    });

    it('is reached from this machine alone', () => {
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      if (service.network_mode === 'host') expect(service.ports).toEqual([]);
    });

    it('cannot gain privileges', () => {
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
    });

    it('has its address in the guide', () => {
      for (const port of service.ports) expect(guide).toContain(port.split(':').slice(0, 2).join(':'));
      expect(guide).toContain(`| ${name} `);
    });
  });

  it.each(services.filter(([name]) => name !== 'influxdb'))(
    '%s runs without capabilities, on a root it cannot write to',
    (_name, service) => {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'] });
    },
  );
});
