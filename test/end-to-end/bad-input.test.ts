import { request, type IncomingMessage } from 'node:http';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentMegabytesOf } from '../../bench/support/process-usage.ts';
import type { SeriesHistory, SeriesView } from '../../console/server/api-schemas.ts';
import type { RejectReason } from '../../core/reject-reason.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { openEvents, post } from './ask.ts';
import { report } from './report.ts';

const MANY = 10_000;
const MAX_SERIES_PER_SENSOR = 512;
const TEN_MEGABYTES = 10_000_000;
const MOST_MEGABYTES = 400;
const YEAR_2100_MILLIS = Date.UTC(2100, 0, 1);
const STARTED_AT_MILLIS = Date.now();

/** What a device sends that it should not, as a payload and as a row for HTTP, and the reason it is refused for. */
const BAD_PAYLOADS: readonly (readonly [what: string, payload: string | Buffer, reason: RejectReason])[] = [
  ['half a document', '{"value": 1', 'not-json'],
  ['a sentence', 'it is warm', 'not-json'],
  ['text for a value', '{"value": "12"}', 'wrong-type'],
  ['an array', '[1, 2, 3]', 'wrong-type'],
  ['null', '{"value": null}', 'wrong-type'],
  ['a time that is none', '{"value": 1, "time": "yesterday"}', 'wrong-type'],
  ['nothing at all', '', 'wrong-type'],
  ['NaN', 'NaN', 'not-finite'],
  ['NaN in JSON', '{"value": NaN}', 'not-finite'],
  ['Infinity', '-Infinity', 'not-finite'],
  ['Infinity in JSON', '{"value": Infinity}', 'not-finite'],
  ['more than a double holds', '{"value": 1e999}', 'not-finite'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28]), 'not-utf8'],
  ['a unit that is no UTF-8', Buffer.from('{"value": 1, "unit": "\xff"}', 'latin1'), 'not-utf8'],
  ['10 MB', Buffer.alloc(TEN_MEGABYTES, '7'), 'too-large'],
];

/** The same by HTTP: a line each, between good ones. */
const BAD_ROWS: readonly (readonly [what: string, row: string, reason: RejectReason])[] = [
  ['half a document', '{"site": "lab", "sensor"', 'not-json'],
  ['text for a value', rowText('"12"'), 'wrong-type'],
  ['null', rowText('null'), 'wrong-type'],
  ['an array', '[1, 2]', 'wrong-type'],
  ['a number for a sensor', '{"site": "lab", "sensor": 7, "metric": "m", "value": 1}', 'wrong-type'],
  ['no sensor', '{"site": "lab", "metric": "m", "value": 1}', 'wrong-type'],
  ['NaN', rowText('NaN'), 'not-finite'],
  ['Infinity', rowText('-Infinity'), 'not-finite'],
  ['more than a double holds', rowText('1e999'), 'not-finite'],
  ['a name of 10,000 characters', rowText('1', 'x'.repeat(10_000)), 'too-large'],
];

let telltale: TelltaleProcess;
let publisher: MqttClient;
let browser: Browser;
let lastGood = 0;

beforeAll(async () => {
  telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  publisher = await connectAsync(`mqtt://127.0.0.1:${telltale.mqttPort}`);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await publisher.endAsync(true);
  await telltale.kill();
});

function rowText(value: string, metric = 'm'): string {
  return `{"site": "lab", "sensor": "bad", "metric": "${metric}", "value": ${value}}`;
}

async function publish(topic: string, payload: string | Buffer): Promise<void> {
  await publisher.publishAsync(topic, payload, { qos: 1 });
}

/** A good reading that nobody has seen before, and the value to look for. */
function nextGood(sensor: string): { readonly value: number; readonly topic: string; readonly row: string } {
  lastGood += 1;
  const reading = { site: 'lab', sensor, metric: 'count', value: lastGood, time: STARTED_AT_MILLIS + lastGood };
  return { value: lastGood, topic: `telltale/lab/${sensor}/count`, row: JSON.stringify(reading) };
}

async function valuesOf(sensor: string, metric: string): Promise<readonly (number | null)[]> {
  const key = encodeURIComponent(`${metric}{sensor="${sensor}",site="lab"}`);
  return (await telltale.get<SeriesHistory>(`/api/v1/history?series=${key}`)).values;
}

async function rejected(collector: 'mqtt' | 'http', reason: RejectReason): Promise<number> {
  return await telltale.metric(`telltale_collector_rejected_total{collector="${collector}",reason="${reason}"}`);
}

/** By how much the count of a reason grows while something is done. */
async function rejectedBy(
  collector: 'mqtt' | 'http',
  reason: RejectReason,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = await rejected(collector, reason);
  await work();
  return (await rejected(collector, reason)) - before;
}

async function seriesOf(sensor: string): Promise<readonly SeriesView[]> {
  const all = await telltale.get<SeriesView[]>('/api/v1/series?limit=10000');
  return all.filter(({ labels }) => labels['sensor'] === sensor);
}

/** The status that a request gets which says how long its body is and waits. */
async function announce(path: string, contentLength: number): Promise<number | undefined> {
  const post = request(`${telltale.url}${path}`, { method: 'POST', headers: { 'content-length': contentLength } });
  post.flushHeaders();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    post.once('response', resolve);
    post.once('error', reject);
  });
  post.destroy();
  return response.statusCode;
}

function linesWithManyTagValues(sensor: string): string {
  return Array.from({ length: MANY }, (_, n) => `requests,site=lab,sensor=${sensor},id=${n} value=1`).join('\n');
}

describe('what MQTT brings', () => {
  it.each(BAD_PAYLOADS)('counts %s and keeps the messages beside it', async (_what, payload, reason) => {
    const before = nextGood('beside-mqtt');
    const after = nextGood('beside-mqtt');
    const count = await rejectedBy('mqtt', reason, async () => {
      await Promise.all([
        publish(before.topic, before.row),
        publish('telltale/lab/bad/m', payload),
        publish(after.topic, after.row),
      ]);
    });
    expect(count).toBe(1);
    expect(await valuesOf('beside-mqtt', 'count')).toEqual(expect.arrayContaining([after.value]));
    expect(await seriesOf('bad')).toEqual([]);
  });

  it('counts alarms that are none, and makes an event of the one beside them', async () => {
    const count = await rejectedBy('mqtt', 'wrong-type', async () => {
      await publish('telltale/lab/door/alarm', '{"type": 7}');
      await publish('telltale/lab/door/alarm', '{"type": "motion", "id": {}}');
      await publish('telltale/lab/door/alarm', '{"type": "motion"}');
    });
    expect(count).toBe(2);
    const events = (await openEvents(telltale)).filter(({ sensor }) => sensor === 'door');
    expect(events.map(({ signalCount }) => signalCount)).toEqual([1]);
  });

  it('takes __proto__ for a name like any other', async () => {
    await publish('telltale/lab/__proto__/constructor', '5');
    await publish('telltale/lab/names', '{"__proto__": {"value": 6}, "hasOwnProperty": 7}');
    await publish('telltale/lab/__proto__/alarm', '{"type": "__proto__", "__proto__": {"class": "fire"}}');
    expect(await valuesOf('__proto__', 'constructor')).toEqual([5]);
    expect((await seriesOf('names')).map(({ metric }) => metric).sort()).toEqual(['__proto__.value', 'hasOwnProperty']);
    const event = (await openEvents(telltale)).find(({ sensor }) => sensor === '__proto__');
    expect([event?.signals[0]?.type, event?.class]).toEqual(['__proto__', 'information']);
  });

  it('bounds what a sensor that invents 10,000 metrics can take up', { timeout: 60_000 }, async () => {
    const count = await rejectedBy('mqtt', 'series-limit', async () => {
      await Promise.all(
        Array.from({ length: MANY }, async (_, n) => await publish(`telltale/lab/inventive/metric-${n}`, '1')),
      );
    });
    expect(count).toBe(MANY - MAX_SERIES_PER_SENSOR);
    expect(await seriesOf('inventive')).toHaveLength(MAX_SERIES_PER_SENSOR);
  });

  it('bounds 10,000 tag values of one sensor in line protocol', { timeout: 60_000 }, async () => {
    const lines = linesWithManyTagValues('tags-mqtt');
    const count = await rejectedBy('mqtt', 'series-limit', async () => await publish('lines', lines));
    expect(count).toBe(MANY - MAX_SERIES_PER_SENSOR);
    expect(await seriesOf('tags-mqtt')).toHaveLength(MAX_SERIES_PER_SENSOR);
  });

  it.each([
    ['1970', 0, 'device-time-past'],
    ['2100', YEAR_2100_MILLIS, 'device-time-future'],
  ] as const)('keeps a reading whose device says it is %s, at its arrival time', async (year, time, reason) => {
    const sensor = `clock-${year}`;
    const payload = JSON.stringify({ value: 21, time });
    expect(await rejectedBy('mqtt', reason, async () => await publish(`telltale/lab/${sensor}/m`, payload))).toBe(1);
    expect(await valuesOf(sensor, 'm')).toEqual([21]);
  });
});

describe('what HTTP brings', () => {
  it.each(BAD_ROWS)('counts %s and keeps the rows beside it', async (_what, row, reason) => {
    const before = nextGood('beside-http');
    const after = nextGood('beside-http');
    const body = [before.row, row, after.row].join('\n');
    const count = await rejectedBy('http', reason, async () => {
      const response = await post(telltale, '/api/v1/readings', body);
      expect(await response.json()).toMatchObject({ accepted: 2, rejected: 1, problems: [{ row: 2, reason }] });
    });
    expect(count).toBe(1);
    expect(await valuesOf('beside-http', 'count')).toEqual(expect.arrayContaining([after.value]));
  });

  it.each([
    ['/api/v1/readings', 'a body that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not-utf8'],
    ['/api/v1/signals', 'a body that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not-utf8'],
    ['/api/v2/write', 'a body that is no UTF-8', Buffer.from('m,sensor=\xff value=1', 'latin1'), 'not-utf8'],
    ['/api/v1/readings', 'a sentence', Buffer.from('it is warm'), 'not-json'],
    ['/api/v2/write', 'a sentence', Buffer.from('it is warm'), 'bad-line'],
    ['/api/v2/write', 'NaN', Buffer.from('m value=NaN'), 'not-finite'],
  ] as const)('answers %s with 400 for %s', async (path, _what, body, reason) => {
    const count = await rejectedBy('http', reason, async () => {
      expect((await post(telltale, path, new Uint8Array(body))).status).toBe(400);
    });
    expect(count).toBe(1);
  });

  it.each(['/api/v1/readings', '/api/v1/signals', '/api/v2/write'])(
    'refuses 10 MB for %s before they are sent',
    async (path) => {
      const refusals = `telltale_http_requests_total{method="POST",route="${path}",status="4xx"}`;
      const before = await telltale.metric(refusals);
      const counted = await rejectedBy('http', 'too-large', async () => {
        expect(await announce(path, TEN_MEGABYTES)).toBe(413);
      });
      expect(counted).toBe(1);
      expect((await telltale.metric(refusals)) - before).toBe(1);
    },
  );

  it('takes __proto__ for a name like any other', async () => {
    const row = '{"site": "lab", "sensor": "toString", "metric": "__proto__", "value": 8, "__proto__": {"value": 9}}';
    expect((await post(telltale, '/api/v1/readings', row)).status).toBe(200);
    expect(await valuesOf('toString', '__proto__')).toEqual([8]);
  });

  it('bounds 10,000 tag values of one sensor in line protocol', { timeout: 60_000 }, async () => {
    const count = await rejectedBy('http', 'series-limit', async () => {
      const response = await post(telltale, '/api/v2/write', linesWithManyTagValues('tags-http'), 'text/plain');
      expect(await response.text()).toContain(
        `${MAX_SERIES_PER_SENSOR} accepted, ${MANY - MAX_SERIES_PER_SENSOR} refused`,
      );
    });
    expect(count).toBe(MANY - MAX_SERIES_PER_SENSOR);
    expect(await seriesOf('tags-http')).toHaveLength(MAX_SERIES_PER_SENSOR);
  });

  it.each([
    ['1970', 0, 'device-time-past'],
    ['2100', YEAR_2100_MILLIS, 'device-time-future'],
  ] as const)('keeps a reading whose device says it is %s, at its arrival time', async (year, time, reason) => {
    const reading = { site: 'lab', sensor: `clock-http-${year}`, metric: 'm', value: 22, time };
    const count = await rejectedBy('http', reason, async () => {
      expect((await post(telltale, '/api/v1/readings', JSON.stringify([reading]))).status).toBe(200);
    });
    expect(count).toBe(1);
    expect(await valuesOf(`clock-http-${year}`, 'm')).toEqual([22]);
  });
});

describe('after all of it', () => {
  it('is still the same process, and small after 30 more messages of 10 MB', { timeout: 60_000 }, async () => {
    for (let n = 0; n < 30; n += 1) await publish('telltale/lab/bad/m', Buffer.alloc(TEN_MEGABYTES, '7'));
    expect(telltale.process.exitCode).toBeNull();
    expect(await telltale.get('/healthz')).toEqual({ status: 'ok' });
    const megabytes = residentMegabytesOf(telltale.pid);
    report(`bad input: resident after all of it ${Math.round(megabytes)} MB`);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });

  it('has kept every good message', async () => {
    const kept = new Set([...(await valuesOf('beside-mqtt', 'count')), ...(await valuesOf('beside-http', 'count'))]);
    const all = Array.from({ length: lastGood }, (_, n) => n + 1);
    expect(all.filter((value) => !kept.has(value))).toEqual([]);
  });

  it('shows on the page what was refused, by reason', async () => {
    const page = await browser.newPage();
    await page.goto(telltale.url);
    const words = async (kind: string): Promise<string> => {
      const source = page.locator('.component', { has: page.getByText(kind, { exact: true }) });
      return (await source.locator('.component-rejected').textContent()) ?? '';
    };
    for (const reason of ['not-json', 'wrong-type', 'not-finite', 'not-utf8', 'too-large', 'series-limit'] as const) {
      expect(await words('mqtt')).toContain(`${await rejected('mqtt', reason)} ${reason}`);
      expect(await words('http')).toContain(`${await rejected('http', reason)} ${reason}`);
    }
    await page.close();
  });
});
