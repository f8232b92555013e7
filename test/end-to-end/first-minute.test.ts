import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SeriesView } from '../../console/server/api-schemas.ts';
import { DEMO_SITE } from '../../core/event.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { eventDetail, openEvents } from './ask.ts';

const FIRST_MINUTE_MILLIS = 60_000;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function openPage(telltale: TelltaleProcess): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(async () => await page.close());
  await page.goto(telltale.url);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function start(dataFolder: string, environment = {}): Promise<TelltaleProcess> {
  const telltale = await startTelltale({ dataFolder, environment });
  onTestFinished(async () => await telltale.kill());
  return telltale;
}

/** The count of readings that the page shows for the machine it runs on. */
async function hostReadings(page: Page): Promise<number> {
  const host = page.locator('.component', { has: page.getByText('host', { exact: true }) });
  const figures = (await host.locator('.component-figures').textContent()) ?? '';
  return Number(/^([\d,]+) reading/.exec(figures)?.[1]?.replaceAll(',', '') ?? Number.NaN);
}

/** Those with a reading. */
async function metricsOfThisMachine(telltale: TelltaleProcess): Promise<readonly string[]> {
  const series = await telltale.get<SeriesView[]>('/api/v1/series');
  return series
    .filter(({ labels, latest }) => labels['site'] !== DEMO_SITE && latest !== null)
    .map(({ metric }) => metric);
}

async function demoEvents(telltale: TelltaleProcess): Promise<readonly string[]> {
  return (await openEvents(telltale)).filter(({ demo }) => demo).map(({ id }) => id);
}

describe('the first minute of a Telltale that nobody has configured', () => {
  it(
    'shows live series of its own machine, and events, and says that nobody is notified',
    { timeout: 2 * FIRST_MINUTE_MILLIS },
    async () => {
      const startedAt = performance.now();
      const telltale = await start(temporaryFolder());
      const page = await openPage(telltale);
      await page.locator('.row').first().waitFor({ timeout: FIRST_MINUTE_MILLIS });
      const first = await until('readings of this machine on the page', async () => await hostReadings(page), 60_000);
      await until('more of them', async () => (await hostReadings(page)) > first, FIRST_MINUTE_MILLIS);
      expect(performance.now() - startedAt).toBeLessThan(FIRST_MINUTE_MILLIS);
      await page.getByText('No notifier is configured: messages go to the log only.').waitFor();
      expect(await metricsOfThisMachine(telltale)).toEqual(
        expect.arrayContaining(['cpu_used_ratio', 'memory_used_ratio', 'load1', 'disk_used_ratio']),
      );
    },
  );

  it('loses its demonstration with one setting: its open events are closed', { timeout: 120_000 }, async () => {
    const dataFolder = temporaryFolder();
    const withDemo = await start(dataFolder);
    const made = await until(
      'events of the demonstration',
      async () => {
        const ids = await demoEvents(withDemo);
        return ids.length > 0 && ids;
      },
      FIRST_MINUTE_MILLIS,
    );
    const marked = await openPage(withDemo);
    await marked.locator('.row .demo-badge').first().waitFor();
    expect(await withDemo.stop()).toBe(0);

    const without = await start(dataFolder, { TELLTALE_DEMO: '0' });
    expect(await demoEvents(without)).toEqual([]);
    const closed = await Promise.all(made.map(async (id) => await eventDetail(without, id)));
    expect(new Set(closed.map(({ state, disposition }) => `${state} ${disposition}`))).toEqual(
      new Set(['closed other']),
    );
    const page = await openPage(without);
    expect(await page.locator('.demo-badge').count()).toBe(0);
  });
});
