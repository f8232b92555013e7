import type { Browser, Page } from 'playwright-core';
import type { TelltaleProcess } from '../../../test/support/telltale-process.ts';
import { quantile } from '../statistics.ts';

export interface Room {
  /** Pages that follow the stream; a few of them are drawn by a browser, the others read only. */
  readonly pages: number;
  readonly perSecond: number;
  readonly seconds: number;
}

const DRAWN_PAGES = 3;
const PROBE_MILLIS = 500;
/** What is not seen by then counts as seen then. */
const MOST_WAITED_MILLIS = 10_000;

/** From the moment a signal is sent until its event stands in the document of a page, while others stream in. */
export async function measureSignalToScreen(
  browser: Browser,
  telltale: TelltaleProcess,
  { pages, perSecond, seconds }: Room,
): Promise<Record<string, number>> {
  const leaving = new AbortController();
  const readers = Array.from({ length: pages - DRAWN_PAGES }, async () => await follow(telltale.url, leaving.signal));
  const drawn = await Promise.all(Array.from({ length: DRAWN_PAGES }, async () => await openDrawn(browser, telltale)));
  const flood = pour(telltale.url, perSecond, leaving.signal);
  const millis: number[] = [];
  try {
    for (let probe = 0; probe < (1000 * seconds) / PROBE_MILLIS; probe += 1) {
      millis.push(await probeOnce(telltale.url, drawn[probe % drawn.length], `probe-${probe}`));
      await new Promise((resolve) => setTimeout(resolve, PROBE_MILLIS));
    }
  } finally {
    leaving.abort();
    await flood;
  }
  const cuts = await Promise.all(readers);
  await Promise.all(drawn.map(async (page) => await page.close()));
  return {
    signalToScreenMillisMedian: Math.round(quantile(millis, 0.5)),
    signalToScreenMillisP95: Math.round(quantile(millis, 0.95)),
    signalToScreenProbes: millis.length,
    pagesCutOff: cuts.reduce((sum, count) => sum + count, 0),
  };
}

async function openDrawn(browser: Browser, { url }: TelltaleProcess): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 6000 } });
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.link[data-link=live]').waitFor();
  return page;
}

/** Reads as a page does, and connects again as a page does when it is cut off; answers how often. */
async function follow(url: string, leaving: AbortSignal): Promise<number> {
  for (let cuts = 0; ; cuts += 1) {
    try {
      const response = await fetch(`${url}/api/v1/stream?parts=1`, { signal: leaving });
      await response.body?.pipeTo(new WritableStream());
    } catch {
      if (leaving.aborted) return cuts;
    }
  }
}

/** A fire at a site of its own: it stands at the top, in sight. */
async function probeOnce(url: string, page: Page | undefined, site: string): Promise<number> {
  if (page === undefined) throw new Error('no page is drawn');
  const seen = page
    .locator('.row', { hasText: site })
    .first()
    .waitFor({ timeout: MOST_WAITED_MILLIS })
    .catch(() => undefined);
  const sentAt = performance.now();
  await send(url, [{ site, sensor: 'smoke', type: 'smoke', class: 'fire', id: site }]);
  await seen;
  return performance.now() - sentAt;
}

async function pour(url: string, perSecond: number, leaving: AbortSignal): Promise<void> {
  for (let round = 0; !leaving.aborted; round += 1) {
    const signals = Array.from({ length: perSecond / 10 }, (_, index) => {
      const sensor = (round * (perSecond / 10) + index) % 5000;
      return {
        site: `site-${sensor}`,
        sensor: `sensor-${sensor}`,
        type: 'fault',
        class: 'technical',
        id: `f${round}-${index}`,
      };
    });
    await send(url, signals);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function send(url: string, signals: readonly object[]): Promise<void> {
  await (await fetch(`${url}/api/v1/signals`, { method: 'POST', body: JSON.stringify(signals) })).text();
}
