import { chmodSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../doctor/finding.ts';
import { startAlertmanager } from '../../test/support/alertmanager.ts';
import { freePort } from '../../test/support/free-port.ts';
import { startMosquitto } from '../../test/support/mosquitto.ts';
import { startPrometheus } from '../../test/support/prometheus.ts';
import { startRedisServer } from '../../test/support/redis-server.ts';
import { startSmtpServer } from '../../test/support/smtp-server.ts';
import { startTelegramStandIn } from '../../test/support/telegram-stand-in.ts';
import { startTelltale } from '../../test/support/telltale-process.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

/** The code, and what is said of each part; of several findings about one part the gravest. */
async function doctor(environment: NodeJS.ProcessEnv) {
  const { code, printed } = await runCli(['doctor', '--json'], {
    TELLTALE_HTTP_PORT: String(await freePort()),
    TELLTALE_MQTT_PORT: String(await freePort()),
    ...environment,
  });
  const findings = printed.map((line): Finding => JSON.parse(line));
  const said = (part: string): Finding | undefined =>
    findings.filter((each) => each.part === part).toSorted((one, other) => gravity(other) - gravity(one))[0];
  return { code, findings, said };
}

function gravity({ outcome }: Finding): number {
  return ['ok', 'warn', 'fail'].indexOf(outcome);
}

describe('telltale doctor', () => {
  it('finds nothing wrong with a fresh installation but that nobody is told', async () => {
    const { code, findings, said } = await doctor({});
    expect(findings.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(code).toBe(0);
    expect(said('notifiers')).toMatchObject({ outcome: 'warn', remedy: expect.stringContaining('TELLTALE_SMTP_URL') });
    expect(said('console')).toMatchObject({ outcome: 'ok', detail: expect.stringContaining('does not run') });
    expect(said('collectors.host')).toMatchObject({ outcome: 'ok' });
  });

  it('finds every real server of the stack well, without sending anybody anything', async () => {
    const [mosquitto, redis, prometheus, alertmanager, smtp, telegram] = await Promise.all([
      startMosquitto(),
      startRedisServer(),
      startPrometheus({}),
      startAlertmanager(),
      startSmtpServer({ credentials: { user: 'ana', password: 'right' } }),
      startTelegramStandIn({ token: '1:abc', chatIds: ['-7'] }),
    ]);
    onTestFinished(async () => {
      await Promise.all([mosquitto, redis, prometheus, alertmanager, smtp, telegram].map(async (each) => each.stop()));
    });
    const environment = {
      TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`,
      TELLTALE_REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      TELLTALE_REMOTE_WRITE_URL: `${prometheus.url}/api/v1/write`,
      TELLTALE_ALERTMANAGER_URL: `http://127.0.0.1:${alertmanager.port}`,
      TELLTALE_SMTP_URL: `smtp://ana:right@127.0.0.1:${smtp.port}`,
      TELLTALE_SMTP_TO: 'guard@example.org',
      TELLTALE_TELEGRAM_TOKEN: '1:abc',
      TELLTALE_TELEGRAM_CHAT_IDS: '-7',
      TELLTALE_TELEGRAM_API_ROOT: telegram.apiRoot,
    };
    const { code, findings, said } = await doctor(environment);
    expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(code).toBe(0);
    for (const part of ['redisUrl', 'exporters.remote-write', 'notifiers.email', 'notifiers.telegram']) {
      expect(said(part)).toMatchObject({ outcome: 'ok' });
    }
    expect(said('collectors.mqtt.url')?.detail).toBe(`127.0.0.1:${mosquitto.port} answers`);
    expect(said('clock')?.detail).toMatch(/^as that of 127\.0\.0\.1:/);
    expect([smtp.mails, telegram.messages]).toEqual([[], []]);

    const wrong = await doctor({
      ...environment,
      TELLTALE_TELEGRAM_TOKEN: '1:wrong',
      TELLTALE_SMTP_URL: `smtp://ana:wrong@127.0.0.1:${smtp.port}`,
      TELLTALE_REMOTE_WRITE_URL: `${prometheus.url}/nowhere`,
    });
    expect(wrong.code).toBe(1);
    expect(wrong.findings.filter(({ outcome }) => outcome === 'fail').map(({ part }) => part)).toEqual([
      'exporters.remote-write',
      'notifiers.email',
      'notifiers.telegram',
    ]);
    expect(wrong.said('notifiers.telegram')?.remedy).toContain('@BotFather');
    expect(wrong.said('notifiers.email')?.remedy).toContain('user and password');
    expect(JSON.stringify(wrong.findings)).not.toMatch(/1:wrong|ana:/);
  });

  it('names each server that cannot be reached by its setting, with the remedy, and asks it nothing more', async () => {
    const port = await freePort();
    const { code, said, findings } = await doctor({
      TELLTALE_REDIS_URL: `redis://127.0.0.1:${port}`,
      TELLTALE_ALERTMANAGER_URL: `http://127.0.0.1:${port}`,
    });
    expect(code).toBe(1);
    for (const part of ['redisUrl', 'notifiers.alertmanager.url']) {
      expect(said(part)).toMatchObject({
        outcome: 'fail',
        detail: `127.0.0.1:${port} cannot be reached: ECONNREFUSED`,
        remedy: 'start the server, or correct the port',
      });
    }
    expect(findings.map(({ part }) => part)).not.toContain('notifiers.alertmanager');
  });

  it('says what is wrong with the settings instead of examining any others', async () => {
    const { code, findings } = await doctor({ TELLTALE_HTTP_PORT: 'many' });
    expect(code).toBe(1);
    expect(findings).toMatchObject([{ outcome: 'fail', part: 'settings: http.port (TELLTALE_HTTP_PORT)' }]);
  });

  it('says who else may read what should be private, and what has no effect', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const file = join(folder, 'telltale.yml');
    writeFileSync(file, 'http: { metricsToken: hidden }\n', { mode: 0o644 });
    const { code, said } = await doctor({ TELLTALE_DATA_DIR: folder, TELLTALE_CONFIG: file, TELLTALE_SMPT_URL: 'x' });
    expect(code).toBe(0);
    expect(said('data folder')).toMatchObject({ outcome: 'warn', remedy: `chmod 700 ${folder}` });
    expect(said('settings file')).toMatchObject({ outcome: 'warn', remedy: expect.stringContaining('chmod 600') });
    expect(said('settings')).toMatchObject({ outcome: 'warn', detail: expect.stringContaining('TELLTALE_SMPT_URL') });
  });

  it('notices a data folder that cannot be, and a clock that was set back', async () => {
    expect((await doctor({ TELLTALE_DATA_DIR: '/dev/null/data' })).said('data folder')).toMatchObject({
      outcome: 'fail',
    });
    const folder = temporaryFolder();
    const tomorrow = new Date(Date.now() + 86_400_000);
    writeFileSync(join(folder, 'audit.db'), '');
    utimesSync(join(folder, 'audit.db'), tomorrow, tomorrow);
    const { code, said } = await doctor({ TELLTALE_DATA_DIR: folder });
    expect(code).toBe(1);
    expect(said('clock')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('1440 minutes') });
  });

  it('tells how the Telltale is that runs, and of another program in its place', async () => {
    const telltale = await startTelltale({
      environment: { TELLTALE_DEMO: '0', TELLTALE_REMOTE_WRITE_URL: 'http://127.0.0.1:9/api/v1/write' },
    });
    onTestFinished(async () => await telltale.kill());
    const running = await doctor({ TELLTALE_HTTP_PORT: String(telltale.port) });
    expect(running.said('console')?.detail).toContain(`Telltale runs at http://127.0.0.1:${telltale.port}`);
    const other = createServer((_request, response) => response.end('hello')).listen(await freePort(), '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await doctor({ TELLTALE_HTTP_PORT: String(port) })).said('console')).toMatchObject({
      outcome: 'fail',
      remedy: expect.stringContaining('TELLTALE_HTTP_PORT'),
    });
  }, 120_000);
});
