/**
 * What people at the console wait for, with the real server and the distribution's Chromium: a cold first page, the longest task of
 * the page with 10,000 rows (first drawing, scrolling, live changes), and signal to screen with 50 pages open. `--events`, `--pages`,
 * `--seconds`, `--per-second`, `--only pages` or `--only signal-to-screen`; `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../test/support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../test/support/telltale-process.ts';
import { until } from '../test/support/until.ts';
import { longestTaskDuring } from './support/console/main-thread.ts';
import { measureSignalToScreen } from './support/console/signal-to-screen.ts';
import { quantile } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    events: { type: 'string', default: '10000' },
    pages: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    'per-second': { type: 'string', default: '200' },
    only: { type: 'string' },
  },
});
const COLD_STARTS = 5;
const SCROLLS = 40;

const browser = await startBrowser();
const figures: Record<string, number> = {};
try {
  if (flags.only !== 'signal-to-screen') await measurePages();
  if (flags.only !== 'pages') await measureRoom();
} finally {
  await browser.close();
}
if (flags.json) console.log(JSON.stringify(figures));

async function measurePages(): Promise<void> {
  const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  try {
    note(await measureColdStarts(browser, telltale));
    await openEvents(telltale, Number(flags.events));
    note(await measureLongTasks(browser, telltale));
  } finally {
    await telltale.stop();
  }
}

async function measureRoom(): Promise<void> {
  const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  try {
    note(
      await measureSignalToScreen(browser, telltale, {
        pages: Number(flags.pages),
        perSecond: Number(flags['per-second']),
        seconds: Number(flags.seconds),
      }),
    );
  } finally {
    await telltale.stop();
  }
}

function note(measured: Record<string, number>): void {
  Object.assign(figures, measured);
  for (const [name, value] of Object.entries(measured)) console.log(`${name}: ${value}`);
}

/** Each in a context of its own, which has nothing in its cache. */
async function measureColdStarts(from: Browser, { url }: TelltaleProcess): Promise<Record<string, number>> {
  const millis: number[] = [];
  for (let start = 0; start < COLD_STARTS; start += 1) {
    const context = await from.newContext();
    const page = await context.newPage();
    const startedAt = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('.link[data-link=live]').waitFor();
    await page.locator('.queue h2').first().waitFor();
    millis.push(performance.now() - startedAt);
    await context.close();
  }
  return {
    coldFirstPageMillisMedian: round(quantile(millis, 0.5)),
    coldFirstPageMillisWorst: round(Math.max(...millis)),
  };
}

async function openEvents({ url }: TelltaleProcess, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const signals = Array.from({ length: Math.min(1000, count - from) }, (_, index) => signalOf(from + index));
    const response = await fetch(`${url}/api/v1/signals`, { method: 'POST', body: JSON.stringify(signals) });
    if (!response.ok) throw new Error(await response.text());
  }
  await until('all events are open', async () => (await countOpen(url)) >= count, 60_000, 1000);
}

async function countOpen(url: string): Promise<number> {
  const events: readonly unknown[] = JSON.parse(await (await fetch(`${url}/api/v1/events`)).text());
  return events.length;
}

function signalOf(index: number): object {
  const type = index % 3 === 0 ? 'motion' : 'fault';
  const ofClass = index % 3 === 0 ? 'intrusion' : 'technical';
  return { site: `site-${index}`, sensor: `sensor-${index}`, type, class: ofClass, id: `b${index}` };
}

async function measureLongTasks(from: Browser, { url }: TelltaleProcess): Promise<Record<string, number>> {
  const page = await from.newPage({ viewport: { width: 1440, height: 900 } });
  const drawn = await longestTaskDuring(from, page, async () => {
    await page.goto(url);
    await page.locator('.row').first().waitFor();
    await page.waitForTimeout(3000);
  });
  const scrolled = await longestTaskDuring(from, page, async () => await scroll(page));
  const live = await longestTaskDuring(from, page, async () => {
    await page.locator('.queue-scroller').evaluate((box) => box.scrollTo(0, 0));
    for (let index = 0; index < 30; index += 1) {
      const signals = Array.from({ length: 20 }, (_, each) => signalOf(1_000_000 + 20 * index + each));
      await fetch(`${url}/api/v1/signals`, { method: 'POST', body: JSON.stringify(signals) });
      await page.waitForTimeout(100);
    }
  });
  await page.close();
  return {
    firstDrawingLongestTaskMillis: round(drawn.wallMillis),
    firstDrawingLongestTaskCpuMillis: round(drawn.cpuMillis),
    scrollingLongestTaskMillis: round(scrolled.wallMillis),
    scrollingLongestTaskCpuMillis: round(scrolled.cpuMillis),
    liveLongestTaskMillis: round(live.wallMillis),
    liveLongestTaskCpuMillis: round(live.cpuMillis),
  };
}

async function scroll(page: Page): Promise<void> {
  const box = page.locator('.queue-scroller');
  for (let step = 1; step <= SCROLLS; step += 1) {
    await box.evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), step / SCROLLS);
    await page.waitForTimeout(30);
  }
}

function round(millis: number): number {
  return Math.round(millis);
}
