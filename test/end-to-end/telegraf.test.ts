import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { telltaleCommand } from '../support/telltale-command.ts';

/** As `outputs.influxdb_v2` is told in Telegraf's configuration. */
const PATH = '/api/v2/write?bucket=telegraf&org=telltale';
const PATIENCE = { timeout: 20_000, interval: 200 };
const NOW_SECONDS = Math.floor(Date.now() / 1000);

interface SeriesEntry {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly latest: { readonly value: number; readonly observedAt: string } | null;
}

describe('the agent Telegraf, whose output is told the address of Telltale', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'telltale-telegraf-'));
  let telltale: TelltaleProcess;
  let telemetry: string;
  let read: string;

  beforeAll(async () => {
    telltale = await startTelltale({ dataFolder, environment: { TELLTALE_DEMO: '0' } });
    await telltaleCommand(dataFolder, 'user', 'add', 'Eva', '--role', 'administrator');
    telemetry = await telltaleCommand(dataFolder, 'token', 'add', 'telegraf');
    read = await telltaleCommand(dataFolder, 'token', 'add', 'reader', '--may', 'read');
  }, 120_000);

  afterAll(async () => {
    await telltale.kill();
    rmSync(dataFolder, { recursive: true });
  });

  /** The request as Telegraf makes it: packed while it is sent, so that nobody knows its length before. */
  async function write(lines: readonly string[], changes: { path?: string; token?: string } = {}) {
    const outgoing = request(`${telltale.url}${changes.path ?? PATH}`, {
      method: 'POST',
      headers: {
        'User-Agent': 'Telegraf/1.36.1 Go/1.25.1',
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Encoding': 'gzip',
        'Transfer-Encoding': 'chunked',
        'Accept-Encoding': 'gzip',
        Authorization: `Token ${changes.token ?? telemetry}`,
      },
    });
    const packed = gzipSync(`${lines.join('\n')}\n`);
    outgoing.write(packed.subarray(0, 20));
    outgoing.end(packed.subarray(20));
    const [response]: IncomingMessage[] = await once(outgoing, 'response');
    return { status: response?.statusCode, body: response === undefined ? '' : await text(response) };
  }

  async function latestOf(sensor: string): Promise<Readonly<Record<string, unknown>>> {
    const answer = await fetch(`${telltale.url}/api/v1/series`, { headers: { authorization: `Bearer ${read}` } });
    const all: readonly SeriesEntry[] = JSON.parse(await answer.text());
    const ours = all.filter(({ labels }) => labels['sensor'] === sensor);
    return Object.fromEntries(ours.map(({ metric, latest }) => [metric, latest?.value]));
  }

  it('has every number of its plug-ins taken, with the times of its inputs', async () => {
    const time = `${NOW_SECONDS - 30}000000000`;
    const answer = await write([
      `cpu,cpu=cpu-total,host=edge-1,site=lab usage_idle=97.5,usage_user=1.25 ${time}`,
      `system,host=edge-1,site=lab load1=0.5,n_cpus=2i,uptime=86400i ${time}`,
      `system,host=edge-1,site=lab uptime_format="1 day,  0:00" ${time}`,
      `mqtt_consumer,host=edge-1,site=lab,topic=zigbee2mqtt/cold\\ store temperature=-18.4,contact=true ${time}`,
    ]);
    expect(answer).toEqual({ status: 204, body: '' });
    await expect
      .poll(async () => await latestOf('edge-1'), PATIENCE)
      .toEqual({
        cpu_usage_idle: 97.5,
        cpu_usage_user: 1.25,
        system_load1: 0.5,
        system_n_cpus: 2,
        system_uptime: 86_400,
        mqtt_consumer_temperature: -18.4,
        mqtt_consumer_contact: 1,
      });
  });

  it.each([
    ['s', 1],
    ['ms', 1000],
    ['us', 1e6],
    ['ns', 1e9],
  ])('has its times read in %s where it says so', async (precision, perSecond) => {
    const time = BigInt(NOW_SECONDS - 60) * BigInt(perSecond);
    const line = `weather,host=clock-${precision},site=lab value=21.5 ${time}`;
    expect(await write([line], { path: `${PATH}&precision=${precision}` })).toEqual({ status: 204, body: '' });
    const range = `from=${(NOW_SECONDS - 120) * 1000}&to=${(NOW_SECONDS + 10) * 1000}`;
    const series = encodeURIComponent(`weather{sensor="clock-${precision}",site="lab"}`);
    const history = await fetch(`${telltale.url}/api/v1/history?series=${series}&${range}`, {
      headers: { authorization: `Bearer ${read}` },
    });
    expect(await history.text()).toContain(String((NOW_SECONDS - 60) * 1000));
  });

  it('is told which lines are wrong, by which it knows not to send them again; the good ones are kept', async () => {
    const answer = await write(['weather,host=edge-2,site=lab value=1', 'weather,host=edge-2,site=lab value=NaN']);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('1 accepted, 1 refused: line 2: not-finite'),
    });
    await expect.poll(async () => await latestOf('edge-2'), PATIENCE).toEqual({ weather: 1 });
  });

  it('is refused with a wrong token, and with one that may only read', async () => {
    const line = ['weather,host=edge-3,site=lab value=1'];
    expect((await write(line, { token: 'wrong' })).status).toBe(401);
    expect((await write(line, { token: read })).status).toBe(403);
    expect(await latestOf('edge-3')).toEqual({});
  });
});
