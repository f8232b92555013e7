import { connectAsync } from 'mqtt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { EventSummary, SearchView } from '../../console/server/api-schemas.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';

const RAW_SIGNALS = 10_000;
const NOISY_SENSORS = 20;
const TRUE_SENSORS = ['vault', 'loading-bay', 'server-room', 'roof-hatch', 'pharmacy'];

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

/** A day of chattering technical alarms at one site after the other, with a few break-ins among them. */
async function seedDay({ mqttPort }: TelltaleProcess): Promise<void> {
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
  const every = Math.floor(RAW_SIGNALS / TRUE_SENSORS.length);
  let sent: Promise<unknown>[] = [];
  for (let index = 0; index < RAW_SIGNALS; index += 1) {
    const trueSensor = index % every === every - 1 ? TRUE_SENSORS[Math.floor(index / every)] : undefined;
    const sensor = trueSensor ?? `pump-${index % NOISY_SENSORS}`;
    const alarm =
      trueSensor === undefined ? { type: 'fault', class: 'technical' } : { type: 'motion', class: 'intrusion' };
    const site = trueSensor === undefined ? `plant-${index % NOISY_SENSORS}` : `bank-${sensor}`;
    const payload = JSON.stringify({ ...alarm, id: `s${index}` });
    sent.push(client.publishAsync(`telltale/${site}/${sensor}/alarm`, payload, { qos: 1 }));
    if (sent.length === 500) {
      await Promise.all(sent);
      sent = [];
    }
  }
  await Promise.all(sent);
  await client.endAsync();
}

async function openEvents(telltale: TelltaleProcess): Promise<EventSummary[]> {
  return await telltale.get<EventSummary[]>('/api/v1/events');
}

async function selectedTitle(page: Page): Promise<string> {
  return (await page.locator('[data-selected=true] .row-title').textContent()) ?? '';
}

it('a shift by keyboard alone finds and closes every true event of a day of 10,000 signals, and undo brings one back', async () => {
  const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  onTestFinished(async () => void (await telltale.stop()));
  await seedDay(telltale);
  const counted = 'telltale_collector_signals_total{collector="mqtt"}';
  await until('the day is in', async () => (await telltale.metric(counted)) >= RAW_SIGNALS, 30_000);
  const before = await openEvents(telltale);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  onTestFinished(async () => await page.close());
  await page.goto(telltale.url);
  await page.locator('.row').first().waitFor();
  const ids = new Set(before.map(({ id }) => id));
  const stillOpen = async (): Promise<EventSummary[]> => (await openEvents(telltale)).filter(({ id }) => ids.has(id));
  let done = 0;
  while ((await stillOpen()).length > 0 && done < 2 * before.length) {
    await page.keyboard.press('Home');
    const title = await selectedTitle(page);
    const isTrue = TRUE_SENSORS.some((sensor) => title.includes(sensor));
    for (const key of ['a', 'e', isTrue ? '1' : '3', '1']) await page.keyboard.press(key);
    await page.locator('[data-selected=true][data-state=closed]').waitFor();
    done += 1;
  }
  expect(await stillOpen()).toEqual([]);
  const found = await telltale.get<SearchView>('/api/v1/search?disposition=true&limit=100');
  expect(new Set(found.events.map(({ sensor }) => sensor))).toEqual(new Set(TRUE_SENSORS));
  for (let step = 0; step < 2 * done; step += 1) await page.keyboard.press('u');
  const facts = (events: readonly EventSummary[]): Set<string> =>
    new Set(events.map(({ id, state, takenBy, disposition }) => JSON.stringify([id, state, takenBy, disposition])));
  await expect.poll(async () => facts(await stillOpen()), { timeout: 30_000 }).toEqual(facts(before));
}, 300_000);
