import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, eventDetail, eventOfSensor, post } from '../test/end-to-end/ask.ts';
import { freePort } from '../test/support/free-port.ts';
import { startNodeRed, type RunningNodeRed } from '../test/support/node-red.ts';
import { startTelltale, type TelltaleProcess } from '../test/support/telltale-process.ts';
import { until } from '../test/support/until.ts';

const PATIENCE = { timeout: 30_000, interval: 100 };
const EXAMPLES = ['siren-on-intrusion', 'papago-poll', 'heart-rate-zone', 'business-hours-arming'];

/** What a Papago TH 2DI DO ETH answers; the second quantity is not measured yet. */
const FRESH_XML = `<?xml version="1.0"?><root xmlns="http://www.papouch.com/xml/papago/act"><sns id="1" type="1" status="0" unit="0" val="25.2"
 type2="2" status2="1" unit2="0" val2="-9999.0" type3="3" status3="2" unit3="0" val3="10.6"/></root>`;

interface SeriesEntry {
  readonly metric: string;
  readonly labels: { readonly sensor?: string };
  readonly latest: { readonly value: number } | null;
}

describe('the example flows in a real Node-RED, beside a real Telltale', () => {
  let telltale: TelltaleProcess;
  let papago: Server;
  let papagoPort = 0;
  let nodeRed: RunningNodeRed;
  let siren: MqttClient;
  const heard: string[] = [];

  beforeAll(async () => {
    telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
    papagoPort = await freePort();
    papago = createServer((_request, response) => response.end(FRESH_XML)).listen(papagoPort, '127.0.0.1');
    await once(papago, 'listening');
    siren = await connectAsync(`mqtt://127.0.0.1:${telltale.mqttPort}`);
    siren.on('message', (_topic, payload) => heard.push(payload.toString()));
    await siren.subscribeAsync('cmnd/siren/POWER');
    nodeRed = await startNodeRed({ packageFolders: ['flows'], flow: await examples('always') });
    await until('Node-RED is at the broker', () => nodeRed.output().includes('Connected to broker'), 30_000);
  }, 180_000);

  afterAll(async () => {
    await nodeRed.stop();
    await siren.endAsync();
    papago.close();
    await telltale.kill();
  });

  /** The shipped examples, with nothing but addresses and the arming changed. */
  async function examples(armed: 'always' | 'never'): Promise<readonly object[]> {
    const texts = await Promise.all(
      EXAMPLES.map(async (name) => await readFile(`flows/examples/${name}.json`, 'utf8')),
    );
    const nodes: Record<string, unknown>[] = texts.flatMap((text) => JSON.parse(text));
    return nodes.map((node) => {
      if (node['type'] === 'telltale-server') return Object.assign(node, { baseUrl: telltale.url });
      if (node['type'] === 'mqtt-broker') return Object.assign(node, { port: String(telltale.mqttPort) });
      if (node['type'] === 'http request')
        return Object.assign(node, { url: `http://127.0.0.1:${papagoPort}/fresh.xml` });
      if (node['type'] === 'telltale-readings-in') return Object.assign(node, { intervalSeconds: 1 });
      if (node['type'] === 'tab') return Object.assign(node, { env: [{ name: 'ARMED', value: armed, type: 'str' }] });
      return node;
    });
  }

  async function alarm(site: string, sensor: string): Promise<void> {
    const signal = { site, sensor, type: 'motion', class: 'intrusion' };
    expect((await post(telltale, '/api/v1/signals', JSON.stringify([signal]))).ok).toBe(true);
  }

  async function heartRate(sensor: string, beats: readonly number[], time: (index: number) => number): Promise<void> {
    const rows = beats.map((value, index) => ({ site: 'gym', sensor, metric: 'heart_rate', value, time: time(index) }));
    expect((await post(telltale, '/api/v1/readings', JSON.stringify(rows))).ok).toBe(true);
  }

  it('readings of the Papago arrive, without the one that is not measured', async () => {
    const values = async (): Promise<object> => {
      const series = await telltale.get<SeriesEntry[]>('/api/v1/series');
      const ours = series.filter(({ labels }) => labels.sensor === 'papago-1');
      return Object.fromEntries(ours.map(({ metric, latest }) => [metric, latest?.value]));
    };
    await expect.poll(values, PATIENCE).toEqual({ temperature: 25.2, dew_point: 10.6 });
  });

  it('the siren sounds when a second detector confirms an intrusion, and is silent when somebody takes it', async () => {
    await alarm('bank', 'pir-1');
    const { id } = await eventOfSensor(telltale, 'pir-1');
    expect(heard).toEqual([]);
    await alarm('bank', 'pir-2');
    await expect.poll(() => heard, PATIENCE).toEqual(['ON']);
    await act(telltale, id, { kind: 'take' });
    await expect.poll(() => heard, PATIENCE).toEqual(['ON', 'OFF']);
  });

  it('a heart above its highest rate for a minute becomes an event', async () => {
    const now = Date.now();
    await heartRate('watch-1', [200], () => now - 70_000);
    await expect.poll(() => nodeRed.output(), PATIENCE).toMatch(/\[debug:zone\] 6/);
    await heartRate('watch-1', [201], () => now);
    const event = await eventOfSensor(telltale, 'watch-1');
    expect(event).toMatchObject({ class: 'wellness', site: 'gym' });
  });

  it('a heart rate unlike those before is unusual', async () => {
    const now = Date.now();
    const usual = Array.from({ length: 300 }, (_, index) => 70 + (index % 3));
    await heartRate('watch-2', usual, (index) => now - (301 - index) * 10_000);
    await heartRate('watch-2', [71], () => now - 5000);
    await expect.poll(() => nodeRed.output(), PATIENCE).toMatch(/\[debug:zone\] 0/);
    expect(nodeRed.output()).not.toContain('[debug:unusual] 71');
    await heartRate('watch-3', usual, (index) => now - (301 - index) * 10_000);
    await heartRate('watch-3', [170], () => now);
    await expect.poll(() => nodeRed.output(), PATIENCE).toContain('[debug:unusual] 170');
  });

  it('an intrusion escalates at once while the site is armed', async () => {
    await alarm('shop', 'door-1');
    const { id } = await eventOfSensor(telltale, 'door-1');
    await expect.poll(async () => await doneAbout(id), PATIENCE).toContain('escalate: outside business hours');
  });

  it('and is noted while it is not', async () => {
    await nodeRed.deploy(await examples('never'));
    const raised: string[] = [];
    const isNoted = async (): Promise<boolean> => {
      const sensor = `window-${raised.length}`;
      await alarm(`shop-${raised.length}`, sensor);
      raised.push((await eventOfSensor(telltale, sensor)).id);
      const done = await Promise.all(raised.map(doneAbout));
      return done.flat().includes('note: the site is open');
    };
    await until('a note by the flow', isNoted, 30_000, 1000);
    expect(nodeRed.output()).not.toContain('[error]');
  });

  async function doneAbout(id: string): Promise<readonly string[]> {
    return (await eventDetail(telltale, id)).history.flatMap((entry) =>
      entry.what === 'action' ? [`${entry.kind}: ${entry.reason}`] : [],
    );
  }
});
