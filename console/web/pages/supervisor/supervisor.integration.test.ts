import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { HandOverAnswer } from '../../../../core/ports/hand-overs.ts';
import { startBrowser } from '../../../../test/support/browser.ts';
import type { ConsoleDeps } from '../../../server/console-deps.ts';
import { createConsoleServer } from '../../../server/console-server.ts';
import { makeEvent, OPENED_AT_MILLIS } from '../../../server/testing/make-event.ts';
import { refusingDeps } from '../../../server/testing/refusing-deps.ts';
import { twoSites } from '../../../server/testing/two-sites.ts';
import { buildPage } from '../../testing/build-page.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;

beforeAll(async () => {
  built = await buildPage();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await built.remove();
});

const pages: Page[] = [];

afterEach(async () => {
  await Promise.all(pages.splice(0).map(async (page) => await page.close()));
});

async function open(hash: string, changes: Partial<ConsoleDeps> = {}, width = 1440): Promise<Page> {
  const server = createConsoleServer(refusingDeps({ ...twoSites([]), webFolder: built.folder, ...changes }));
  onTestFinished(async () => await server.close());
  const port = await server.listen('127.0.0.1', 0);
  const page = await browser.newPage({ viewport: { width, height: 900 }, timezoneId: 'UTC' });
  pages.push(page);
  await page.goto(`http://127.0.0.1:${port}/${hash}`);
  return page;
}

const ANNA = { kind: 'person', name: 'anna' } as const;

describe('the board', () => {
  it('shows who has what, and opens what they have', async () => {
    const { desk = refusingDeps().desk } = twoSites([]);
    const held = makeEvent({ id: 'held', title: 'Door 4: motion', state: 'taken', takenBy: ANNA });
    const page = await open('#/board', { desk: { ...desk, openEvents: () => [held, makeEvent({ id: 'new' })] } });
    await page.getByRole('button', { name: 'anna' }).click();
    const link = page.getByRole('link', { name: 'Door 4: motion' });
    expect(await link.getAttribute('href')).toBe('#/events/held');
    await page.getByText('31 events in ten minutes').first().waitFor();
    expect(await page.getByText('drill').count()).toBe(2);
  });

  it('fits a telephone', async () => {
    const page = await open('#/board', {}, 390);
    await page.getByRole('heading', { name: 'Open work' }).waitFor();
    const beyond = await page.evaluate(() => {
      const main = document.querySelector('main');
      return (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0);
    });
    expect(beyond).toBe(0);
  });
});

describe('a hand-over', () => {
  it('is accepted by whom it is for', async () => {
    const answers: HandOverAnswer[] = [];
    const offered = {
      id: 'h7',
      from: 'anna',
      to: 'administrator',
      note: '<b>gate 2</b> is being mended',
      state: 'offered',
      offeredBy: ANNA,
      offeredAtMillis: OPENED_AT_MILLIS,
      eventIds: ['a'],
    } as const;
    const handOvers: ConsoleDeps['handOvers'] = {
      list: () => [answers.length === 0 ? offered : { ...offered, state: 'accepted' }],
      offer: async () => ({ accepted: true, handOver: offered }),
      answer: async (answer) => {
        answers.push(answer);
        return { accepted: true, handOver: offered };
      },
    };
    const page = await open('#/hand-over', { handOvers });
    await page.getByText('<b>gate 2</b> is being mended').waitFor();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('accepted', { exact: true }).waitFor();
    expect(answers).toMatchObject([{ id: 'h7', state: 'accepted', by: { name: 'administrator' } }]);
  });
});

describe('replay', () => {
  it('shows the queue of the second that is chosen, and steps from change to change', async () => {
    const replay: ConsoleDeps['replay'] = {
      eventAt: async () => undefined,
      roomAt: async (atMillis) => {
        const events = [makeEvent({ title: `as of ${new Date(atMillis).toISOString()}` })];
        const around = { previousMillis: atMillis - 60_000, nextMillis: atMillis + 1000 };
        return { atMillis, events, leftOut: 0, signedOn: [], tests: [], done: [], ...around };
      },
    };
    const page = await open(`#/replay?at=${OPENED_AT_MILLIS}`, { replay });
    await page.getByText('as of 2026-01-31T12:00:00.000Z').waitFor();
    await page.getByRole('button', { name: 'Change before' }).click();
    await page.getByText('as of 2026-01-31T11:59:00.000Z').waitFor();
    await page.getByRole('slider').fill('3600');
    await page.getByText('as of 2026-01-31T01:00:00.000Z').waitFor();
    await page.getByLabel('Time', { exact: true }).fill('02:03:04');
    await page.getByText('as of 2026-01-31T02:03:04.000Z').waitFor();
    expect(new URL(page.url()).hash).toBe(`#/replay?at=${Date.UTC(2026, 0, 31, 2, 3, 4)}`);
  });
});
