import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shot } from '../../bench/support/screenshots/camera.ts';
import { firstLink, followLink, invite, type Colleague } from '../../bench/support/screenshots/people.ts';
import { seedDay } from '../../bench/support/screenshots/seed-day.ts';
import { writeSettings } from '../../bench/support/screenshots/settings-text.ts';
import { EMPTY_SHOTS, firstLinkShot, OUTSIDE_SHOTS, SHOTS } from '../../bench/support/screenshots/shots.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LOOKS = [
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'telltale-every-page-'));
let browser: Browser;
let telltale: TelltaleProcess;
let stranger: BrowserContext;
let maria: Colleague;

beforeAll(async () => {
  browser = await startBrowser();
  telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0', TELLTALE_CONFIG: writeSettings(folder) } });
  stranger = await browser.newContext();
});

afterAll(async () => {
  await telltale.stop();
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** What axe has against the page, and by how much the page is wider than its window. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const violations: string[] = await page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`);
  const beyond: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return beyond === 0 ? violations : [...violations, `${beyond} pixels beyond the window`];
}

async function look(context: BrowserContext, shots: readonly Shot[]): Promise<string[]> {
  const page = await context.newPage();
  const found: string[] = [];
  for (const { name, address, prepare } of shots) {
    for (const { width, colorScheme } of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto('about:blank');
      await page.goto(`${telltale.url}/${address}`);
      await prepare(page);
      found.push(...(await faultsOf(page)).map((fault) => `${name}, ${width}, ${colorScheme}: ${fault}`));
    }
  }
  await page.close();
  return found;
}

it('has nothing that axe finds while nothing has come yet, in both themes', { timeout: 180_000 }, async () => {
  const { pathname } = new URL(firstLink(telltale));
  expect(await look(stranger, [firstLinkShot(pathname), ...EMPTY_SHOTS])).toEqual([]);
  maria = await followLink(browser, telltale, pathname, 'Maria');
  expect(await look(stranger, OUTSIDE_SHOTS)).toEqual([]);
});

it('has nothing that axe finds on any page of a full day, in both themes', { timeout: 600_000 }, async () => {
  const jana = await invite(browser, telltale, maria, { name: 'Jana', role: 'operator' });
  const tom = await invite(browser, telltale, maria, { name: 'Tom', role: 'supervisor' });
  await seedDay(telltale, { maria, jana, tom });
  expect(await look(maria.context, SHOTS)).toEqual([]);
});
