import { get, type ClientRequest } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import type { TelltaleProcess } from '../../../test/support/telltale-process.ts';
import { cpuSecondsOf } from '../process-usage.ts';
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
/** As in a room that keeps up: what it has not worked off repeats. */
const FLOODED_SENSORS = 2000;

/** From the moment a signal is sent until its event stands in the document of a page, while others stream in. */
export async function measureSignalToScreen(
  browser: Browser,
  telltale: TelltaleProcess,
  { pages, perSecond, seconds }: Room,
): Promise<Record<string, number>> {
  const leaving = new AbortController();
  const readers = Array.from({ length: pages - DRAWN_PAGES }, () => new StreamReader(telltale.url));
  const drawn = await Promise.all(Array.from({ length: DRAWN_PAGES }, async () => await openDrawn(browser, telltale)));
  const flood = pour(telltale.url, perSecond, leaving.signal);
  const millis: number[] = [];
  const beganAt = performance.now();
  const cpuSecondsBefore = cpuSecondsOf(telltale.pid);
  try {
    while (performance.now() - beganAt < 1000 * seconds) {
      const probe = millis.length;
      millis.push(
        await probeOnce(telltale.url, drawn[probe % drawn.length], `probe-${String(probe).padStart(4, '0')}`),
      );
      await new Promise((resolve) => setTimeout(resolve, PROBE_MILLIS));
    }
  } finally {
    leaving.abort();
    for (const reader of readers) reader.leave();
  }
  const serverCores = (cpuSecondsOf(telltale.pid) - cpuSecondsBefore) / ((performance.now() - beganAt) / 1000);
  const sent = await flood;
  await Promise.all(drawn.map(async (page) => await page.close()));
  return {
    signalToScreenMillisMedian: Math.round(quantile(millis, 0.5)),
    signalToScreenMillisP95: Math.round(quantile(millis, 0.95)),
    signalToScreenMillisWorst: Math.round(Math.max(...millis)),
    signalToScreenProbes: millis.length,
    signalsASecond: Math.round(sent.signals / sent.seconds),
    serverCores: round2(serverCores),
    pagesCutOff: readers.reduce((sum, reader) => sum + reader.cuts, 0),
    megabytesAPageASecond: round2(readers.reduce((sum, { bytes }) => sum + bytes, 0) / readers.length / seconds / 1e6),
  };
}

async function openDrawn(browser: Browser, { url }: TelltaleProcess): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.link[data-link=live]').waitFor();
  return page;
}

/** Reads as a page does, and connects again as a page does when it is cut off. */
class StreamReader {
  cuts = 0;
  bytes = 0;
  readonly #url: string;
  #request: ClientRequest;
  #isLeaving = false;

  constructor(url: string) {
    this.#url = url;
    this.#request = this.#connect();
  }

  leave(): void {
    this.#isLeaving = true;
    this.#request.destroy();
  }

  #connect(): ClientRequest {
    const request = get(`${this.#url}/api/v1/stream?parts=1`, { agent: false });
    request.on('response', (response) => response.on('data', (chunk: Buffer) => (this.bytes += chunk.length)));
    request.on('error', () => undefined);
    request.on('close', () => {
      if (this.#isLeaving) return;
      this.cuts += 1;
      this.#request = this.#connect();
    });
    return request;
  }
}

/** A fire at a site of its own stands at the top, in sight; once it is seen it is closed, so that the next one is too. */
async function probeOnce(url: string, page: Page | undefined, site: string): Promise<number> {
  if (page === undefined) throw new Error('no page is drawn');
  const seen: Promise<string | null> = page.evaluate(eventOfRow(site));
  // The page watches once it has answered something that was asked after.
  await page.evaluate('0');
  const sentAt = performance.now();
  await send(url, 'signals', [{ site, sensor: 'smoke', type: 'smoke', class: 'fire', id: site }]);
  const eventId = await seen;
  const tookMillis = performance.now() - sentAt;
  if (eventId !== null) {
    await send(url, `events/${eventId}/actions`, { kind: 'take' });
    await send(url, `events/${eventId}/actions`, { kind: 'close', disposition: 'other', reason: 'bench' });
  }
  return tookMillis;
}

/** For the page: the event of the row that names the site, as soon as there is one; asking again and again would come late. */
function eventOfRow(site: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      const row = [...document.querySelectorAll('.row')].find((each) => each.textContent.includes('${site}'));
      if (row !== undefined) resolve(row.dataset.event);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => resolve(null), ${MOST_WAITED_MILLIS});
    look();
  })`;
}

/** So many a second by the clock, however long an answer takes. */
async function pour(
  url: string,
  perSecond: number,
  leaving: AbortSignal,
): Promise<{ readonly signals: number; readonly seconds: number }> {
  const beganAt = performance.now();
  let signals = 0;
  while (!leaving.aborted) {
    const due = Math.floor(((performance.now() - beganAt) / 1000) * perSecond) - signals;
    const batch = Array.from({ length: Math.min(due, perSecond) }, (_, index) => faultOf(signals + index));
    if (batch.length > 0) await send(url, 'signals', batch);
    signals += batch.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { signals, seconds: (performance.now() - beganAt) / 1000 };
}

function faultOf(index: number): object {
  const sensor = index % FLOODED_SENSORS;
  return {
    site: `site-${sensor}`,
    sensor: `sensor-${sensor}`,
    type: 'fault',
    class: 'technical',
    id: `f${index}`,
  };
}

async function send(url: string, what: string, body: object): Promise<void> {
  const response = await fetch(`${url}/api/v1/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${what} was answered with ${response.status}: ${answer}`);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
