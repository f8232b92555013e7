import { connectAsync } from 'mqtt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SeriesHistory } from '../../console/server/api-schemas.ts';
import { startBrowser } from '../support/browser.ts';
import { mosquittoPub } from '../support/mosquitto-pub.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';
import { act, eventOfSensor } from './ask.ts';
import { report } from './report.ts';

const WARM_UP_READINGS = 60;
const USUAL = 20;
const AFTER_THE_STEP = 30;
const LONGEST_WAIT_MILLIS = 15_000;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

function topicOf(sensor: string): string {
  return `telltale/steps/${sensor}/temperature`;
}

/** A minute of calm readings, one a second until now, of each sensor. */
async function warmUp(telltale: TelltaleProcess, mqttPort: number, sensors: readonly string[]): Promise<void> {
  const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
  const nowMillis = Date.now();
  for (let second = 0; second < WARM_UP_READINGS; second += 1) {
    const time = nowMillis - (WARM_UP_READINGS - second) * 1000;
    const payload = JSON.stringify({ value: USUAL + Math.sin(second * 1.7) * 0.2, time, unit: 'C' });
    await Promise.all(sensors.map(async (sensor) => await client.publishAsync(topicOf(sensor), payload, { qos: 1 })));
  }
  await client.endAsync();
  const readings = 'telltale_collector_readings_total{collector="mqtt"}';
  const wanted = sensors.length * WARM_UP_READINGS;
  await until('the warm-up is in', async () => (await telltale.metric(readings)) >= wanted, LONGEST_WAIT_MILLIS);
}

async function openPage(telltale: TelltaleProcess): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1600 } });
  onTestFinished(async () => await page.close());
  await page.goto(telltale.url);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

/** The wall clock at the first frame in which a row of the sensor stands inside the window. */
async function untilRowIsSeen(page: Page, sensor: string): Promise<number> {
  return await page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const row = [...document.querySelectorAll('.row')].find((row) => row.textContent.includes(${JSON.stringify(sensor)}));
      const box = row?.getBoundingClientRect();
      if (box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** From before the program starts until the row is on the page; the event is closed again. */
async function stepToPageMillis(
  page: Page,
  telltale: TelltaleProcess,
  mqttPort: number,
  sensor: string,
): Promise<number> {
  const seen = untilRowIsSeen(page, sensor);
  const startedAt = Date.now();
  await mosquittoPub(mqttPort, topicOf(sensor), String(AFTER_THE_STEP));
  const millis = (await seen) - startedAt;
  const { id } = await eventOfSensor(telltale, sensor);
  await act(telltale, id, { kind: 'take' });
  await act(telltale, id, { kind: 'close', disposition: 'other', reason: 'a try' });
  return millis;
}

/** The value that `share` of the values do not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

async function measure(tries: number, telltale: TelltaleProcess, mqttPort: number, title: string): Promise<number[]> {
  const sensors = Array.from({ length: tries }, (_, n) => `step-${n + 1}-sensor`);
  await warmUp(telltale, mqttPort, sensors);
  const page = await openPage(telltale);
  const all: number[] = [];
  for (const sensor of sensors) all.push(await stepToPageMillis(page, telltale, mqttPort, sensor));
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => percentile(all, share));
  report(`step to page, ${title}: ${tries} tries, p50 ${p50} ms, p95 ${p95} ms, most ${most} ms`);
  return all;
}

describe('a step change published with mosquitto_pub', () => {
  it('is a row on the page within a second at p95 of 50 tries, by way of Mosquitto', { timeout: 180_000 }, async () => {
    const mosquitto = await startMosquitto();
    onTestFinished(async () => await mosquitto.stop());
    const telltale = await startTelltale({
      environment: { TELLTALE_MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`, TELLTALE_DEMO: '0' },
    });
    onTestFinished(async () => await telltale.kill());
    const all = await measure(50, telltale, mosquitto.port, 'by way of Mosquitto');
    expect(percentile(all, 0.95)).toBeLessThanOrEqual(1000);
  });

  it(
    'is as fast by way of the embedded broker, and has its chart with the expected band',
    { timeout: 120_000 },
    async () => {
      const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
      onTestFinished(async () => await telltale.kill());
      const all = await measure(20, telltale, telltale.mqttPort, 'by way of the embedded broker');
      expect(percentile(all, 0.95)).toBeLessThanOrEqual(1000);

      await warmUp(telltale, telltale.mqttPort, ['charted-sensor']);
      await mosquittoPub(telltale.mqttPort, topicOf('charted-sensor'), String(AFTER_THE_STEP));
      const page = await openPage(telltale);
      const answered = page.waitForResponse(/\/api\/v1\/history\?/);
      await page.locator('.row', { hasText: 'charted-sensor' }).click();
      const history: SeriesHistory = JSON.parse(await (await answered).text());
      await page.locator('.chart canvas').waitFor();
      const last = history.values.length - 1;
      expect(history.series).toContain('charted-sensor');
      expect(history.values[last]).toBe(AFTER_THE_STEP);
      expect(history.lower[last]).toBeLessThan(USUAL);
      expect(history.upper[last]).toBeGreaterThan(USUAL);
      expect(history.upper[last]).toBeLessThan(AFTER_THE_STEP);
      expect(await page.locator('.chart-readout').textContent()).toContain('expected');
    },
  );
});
