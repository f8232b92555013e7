import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventSummary } from '../../console/server/api-schemas.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';

/** Each with a mark of its own, so that it is known to have come through. */
const NAMES = [
  'mark0 <img src=x onerror="window.ran=1"><script>window.ran=1</script>',
  'mark1 <svg onload="window.ran=1"><a href="javascript:window.ran=1">x</a></svg>',
  'mark2 \u202Eexe.txt\u2066\u200F',
  'mark3 nul\0nul',
  `mark4 ${'<b>'.repeat(60)}`,
  '=HYPERLINK("http://evil.example","mark5")',
  '@SUM(1)*cmd|mark6',
] as const;
const MEGABYTE = `mark7 ${'<i>'.repeat(330_000)}`;
const PAGES = [
  '#/queue',
  '#/search',
  '#/board',
  '#/hand-over',
  '#/replay',
  '#/ranking',
  '#/health',
  '#/admin/sites',
  'report',
];

let browser: Browser;
let telltale: TelltaleProcess;

beforeAll(async () => {
  browser = await startBrowser();
  telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  const signals = [...NAMES, MEGABYTE].map((name, index) => ({
    site: index === 7 ? 'mark7' : name,
    sensor: index === 7 ? 'mark7' : name,
    type: 'motion',
    class: 'intrusion',
    message: name,
    id: `h${index}`,
  }));
  await post('/api/v1/signals', signals);
  const open = await until('all are open', async () => {
    const events = await telltale.get<EventSummary[]>('/api/v1/events');
    return events.length >= NAMES.length && events;
  });
  for (const [index, { id }] of open.entries()) {
    const name = NAMES[index % NAMES.length] ?? '';
    await post(`/api/v1/events/${encodeURIComponent(id)}/actions`, { kind: 'note', reason: name });
    await post(`/api/v1/events/${encodeURIComponent(id)}/actions`, { kind: 'hand-over', toPerson: name.slice(0, 200) });
  }
  await post('/api/v1/hand-overs', { from: 'Jana', to: NAMES[1].slice(0, 200), note: NAMES[0] });
});

afterAll(async () => {
  await telltale.stop();
  await browser.close();
});

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${telltale.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
}

/** What ran or became more than text; and text that turns its surroundings round because nothing isolates it. */
const FAULTS = `(() => {
  const faults = [...document.querySelectorAll('[onerror], [onload], img[src="x"], a[href^="javascript:"], main script, main b b')]
    .map(({ outerHTML }) => outerHTML.slice(0, 200));
  if (window.ran !== undefined) faults.push('something ran');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.includes('\\u202E') && parentElement.closest('bdi, option, script, td, h1') === null) faults.push('turned round: ' + parentElement.outerHTML.slice(0, 200));
  }
  return faults;
})()`;

async function faultsOf(page: Page): Promise<string[]> {
  return await page.evaluate(FAULTS);
}

it(
  'shows names, notes and people as the text they are on every page, whatever they hold',
  { timeout: 180_000 },
  async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    let dialogs = 0;
    page.on('dialog', async (dialog) => {
      dialogs += 1;
      await dialog.dismiss();
    });
    for (const address of PAGES) {
      await page.goto('about:blank');
      await page.goto(`${telltale.url}/${address}`);
      await page
        .getByText(/mark\d/)
        .first()
        .waitFor({ state: 'attached', timeout: 5000 })
        .catch(() => undefined);
      expect([address, await faultsOf(page)]).toEqual([address, []]);
    }
    await page.goto(`${telltale.url}/#/queue`);
    for (const mark of [0, 1, 2, 3, 7]) {
      await page
        .locator('.row', { hasText: `mark${mark}` })
        .first()
        .click();
      await page.locator('.side', { hasText: `mark${mark}` }).waitFor();
      await page.locator('.procedure').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    expect(dialogs).toBe(0);
    await page.close();
  },
);

it('exports what no spreadsheet runs and every parser reads', { timeout: 60_000 }, async () => {
  for (const path of ['/api/v1/search.csv', '/api/v1/report?format=csv']) {
    const response = await fetch(`${telltale.url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    const cells = cellsOf(await response.text());
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+$/.test(cell))).toEqual([]);
    expect(cells.length).toBeGreaterThan(NAMES.length);
  }
  const found = await telltale.get<{ readonly events: readonly EventSummary[] }>('/api/v1/search?limit=100');
  expect(found.events.map(({ site }) => site)).toEqual(expect.arrayContaining(['mark7', NAMES[0], NAMES[2]]));
});

/** RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
