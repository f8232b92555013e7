import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { freePort } from '../../test/support/free-port.ts';
import { mosquittoPub } from '../../test/support/mosquitto-pub.ts';
import { startSmtpServer, type RunningSmtpServer } from '../../test/support/smtp-server.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../../test/support/telegram-stand-in.ts';
import { SERVER_NAMES, USUAL_PORTS, type Ports } from './local-server.ts';
import type { LocalSettings } from './local-settings.ts';
import { startStack, type Stack } from './stack.ts';

const PATIENCE = { timeout: 110_000, interval: 200 };
const TOKEN = '123456:stack';
const CHAT = -1_001_234_567_890;
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;

describe('the stack from local servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-stack-'));
  const lines: string[] = [];
  let ports: Ports;
  let mail: RunningSmtpServer;
  let telegram: TelegramStandIn;
  let stack: Stack;

  beforeAll(async () => {
    ports = await freePorts();
    [mail, telegram] = await Promise.all([
      startSmtpServer(),
      startTelegramStandIn({ token: TOKEN, chatIds: [String(CHAT)] }),
    ]);
    stack = await startStack({
      root: process.cwd(),
      folder,
      ports,
      only: SERVER_NAMES.filter((name) => name !== 'grafana' && name !== 'influxdb'),
      path: PATH,
      say: (line) => lines.push(line),
      adjust: async (settings) => {
        await tellSomebody(settings, mail.port, telegram.apiRoot);
        await watchEverySecond(settings);
        await watchColdStore(settings, folder);
      },
    });
  }, 240_000);

  afterAll(async () => {
    await stack.stop();
    await Promise.all([mail.stop(), telegram.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('says of each server where it is, as which process', () => {
    expect(stack.missing).toEqual([]);
    expect(lines).toHaveLength(6);
    for (const { server, pid } of stack.running) {
      expect(lines.join('\n')).toContain(`127.0.0.1:${server.port}  process ${pid}`);
    }
  });

  it('has Prometheus read Telltale with the token of the stack, and the rules', async () => {
    await expect.poll(async () => await query(ports, 'up{job="telltale"}'), PATIENCE).toEqual(['1']);
    await expect
      .poll(async () => (await query(ports, 'ALERTS{alertname="TelltaleWatchdog"}')).length, PATIENCE)
      .toBe(1);
  });

  it('has Telltale listen at its Mosquitto', async () => {
    const up = async (): Promise<readonly string[]> => await query(ports, 'telltale_collector_up{collector="mqtt"}');
    await expect.poll(up, PATIENCE).toEqual(['1']);
  });

  it('has Node-RED offer the nodes of Telltale', async () => {
    const response = await fetch(`http://127.0.0.1:${ports['node-red']}/nodes`, {
      headers: { accept: 'application/json' },
    });
    expect(await response.text()).toContain('telltale-readings-out');
  });

  it('brings an alert from the rules through Alertmanager into mail and chat', async () => {
    await expect
      .poll(() => mail.mails.map(({ parsed }) => parsed.subject).join(), PATIENCE)
      .toContain('TelltaleWatchdog');
    await expect
      .poll(() => telegram.messages.map(({ text }) => text).join(), PATIENCE)
      .toContain('The alert chain works.');
    const about = mail.mails.find(({ parsed }) => parsed.subject?.includes('TelltaleWatchdog'));
    expect(about?.parsed.text).toContain('docs/runbooks/TelltaleWatchdog.md');
  }, 240_000);

  it('brings a reading by remote write into Prometheus, and the alert of an own rule about it into mail and chat', async () => {
    await expect
      .poll(async () => {
        await mosquittoPub(ports.mosquitto, 'telltale/lab/cold-store/temperature', '12.5');
        return await query(ports, 'telltale_reading_temperature{site="lab",sensor="cold-store",job=""}');
      }, PATIENCE)
      .toEqual(['12.5']);
    await expect.poll(() => mail.mails.map(({ parsed }) => parsed.subject).join(), PATIENCE).toContain('ColdStoreWarm');
    await expect
      .poll(() => telegram.messages.map(({ text }) => text).join(), PATIENCE)
      .toContain('cold-store has 12.5 degrees.');
  }, 340_000);

  it('is stopped when one of its ports is taken, before anything is started', async () => {
    const taken = createServer().listen(await freePort(), '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const started = startStack({
      root: process.cwd(),
      folder: join(folder, 'second'),
      ports: { ...(await freePorts()), redis: port },
      path: PATH,
      say: () => undefined,
    });
    await expect(started).rejects.toThrow(`${port} (redis)`);
    taken.close();
  });

  it('says what is not installed, and does without it unless Telltale needs it', async () => {
    const said: string[] = [];
    const start = async (only: 'prometheus' | 'redis'): Promise<Stack> =>
      await startStack({
        root: process.cwd(),
        folder: join(folder, 'third'),
        ports: await freePorts(),
        only: [only],
        path: '/nowhere',
        say: (line) => said.push(line),
      });
    expect((await start('prometheus')).missing).toEqual(['prometheus']);
    expect(said).toEqual(['prometheus   not installed: apt-get install prometheus']);
    await expect(start('redis')).rejects.toThrow('apt-get install redis-server');
  });
});

async function freePorts(): Promise<Ports> {
  const ports = { ...USUAL_PORTS };
  for (const name of SERVER_NAMES) ports[name] = await freePort();
  return ports;
}

/** What an administrator does with the shipped configuration: puts somebody under the receivers. */
async function tellSomebody({ alertmanager }: LocalSettings, smtpPort: number, telegramRoot: string): Promise<void> {
  const text = await readFile(alertmanager, 'utf8');
  const config: Record<string, unknown> = parse(text.replaceAll('group_wait: 30s', 'group_wait: 1s'));
  const receivers = ['operations', 'supervisors', 'dead-mans-switch'].map((name) => ({
    name,
    email_configs: [{ to: 'sre@example.org', text: '{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}' }],
    telegram_configs: [
      {
        api_url: telegramRoot,
        bot_token: TOKEN,
        chat_id: CHAT,
        parse_mode: 'HTML',
        message: '{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}',
      },
    ],
  }));
  const global = { smtp_smarthost: `127.0.0.1:${smtpPort}`, smtp_from: 'alerts@example.org', smtp_require_tls: false };
  await writeFile(alertmanager, stringify({ ...config, global, receivers }));
}

async function watchEverySecond({ prometheus }: LocalSettings): Promise<void> {
  const text = await readFile(prometheus, 'utf8');
  await writeFile(prometheus, text.replaceAll(/interval: 15s/g, 'interval: 1s'));
}

/** A rule of the administrator's own about readings, beside those that are shipped. */
async function watchColdStore({ prometheus }: LocalSettings, folder: string): Promise<void> {
  const file = join(folder, 'own.rules.yml');
  const rule = {
    alert: 'ColdStoreWarm',
    expr: 'telltale_reading_temperature{sensor="cold-store",job=""} > 8',
    labels: { severity: 'warning' },
    annotations: { summary: '{{ $labels.sensor }} has {{ $value }} degrees.' },
  };
  await writeFile(file, stringify({ groups: [{ name: 'own', rules: [rule] }] }));
  const text = await readFile(prometheus, 'utf8');
  await writeFile(prometheus, text.replace('rule_files: [', `rule_files: [${file}, `));
}

interface QueryAnswer {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}

async function query(ports: Ports, expr: string): Promise<readonly string[]> {
  const response = await fetch(`http://127.0.0.1:${ports.prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`);
  const answer: QueryAnswer = JSON.parse(await response.text());
  return answer.data.result.map(({ value }) => value[1]);
}
