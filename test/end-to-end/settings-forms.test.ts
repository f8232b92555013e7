import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SettingsVersionView } from '../../console/server/administration-schemas.ts';
import type { SiteView } from '../../console/server/api-schemas.ts';
import { startBrowser } from '../support/browser.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILE = `# Kept by hand.
escalation:
  takeLimitSeconds: 45 # agreed
sites:
  depot:
    # as on the gate
    title: Depot, east
`;

let browser: Browser;
let telltale: TelltaleProcess;
let page: Page;
let file: string;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  const folder = temporaryFolder();
  file = join(folder, 'telltale.yml');
  writeFileSync(file, FILE);
  telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0', TELLTALE_CONFIG: file } });
  page = await browser.newPage();
});

afterEach(async () => {
  await page.close();
  await telltale.stop();
  rmSync(file);
});

async function openForm(path: string): Promise<void> {
  await page.goto(`${telltale.url}/#/admin/${path}`);
  await page.locator('main h2').first().waitFor();
}

async function writeProcedure(): Promise<void> {
  await openForm('procedures');
  await page.getByLabel('For another site').fill('depot');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('Step 1', { exact: true }).fill('Call the guard');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Wait for the guard');
}

it('writes a procedure into the file by keyboard, shows the difference first, and it stands beside the events', async () => {
  await writeProcedure();
  await page.getByRole('button', { name: 'Look and save…' }).press('Enter');
  const difference = page.getByRole('row', { name: 'sites.depot.procedure[1]' });
  await difference.getByText('"Wait for the guard"').waitFor();
  expect(readFileSync(file, 'utf8')).toBe(FILE);
  await page.getByRole('button', { name: 'Save and apply' }).press('Enter');
  await page.getByText('In force.').waitFor({ timeout: 60_000 });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(FILE.trimEnd());
  expect(text.replaceAll('"', '')).toContain('- Call the guard\n      - Wait for the guard\n');
  const { procedure } = await telltale.get<SiteView>('/api/v1/sites/depot');
  expect(procedure.slice(0, 2)).toEqual(['Call the guard', 'Wait for the guard']);
  expect(await telltale.get<SettingsVersionView[]>('/api/v1/settings/versions')).toHaveLength(1);
}, 120_000);

it('says at the field what is wrong, by the schema of the file, and saves nothing', async () => {
  await openForm('rules');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByText('must not be empty').waitFor();
  await page.keyboard.type('Reader restarts');
  await page.getByText('must not be empty').waitFor({ state: 'detached' });
  await page.getByLabel('Ends below events').fill('31');
  await page.getByText('must be a whole number').or(page.getByText('1 setting is to be corrected.')).first().waitFor();
  await page.getByRole('button', { name: 'Look and save…' }).click();
  await page.getByText('must not be more than beginEvents').first().waitFor();
  expect(await page.getByRole('button', { name: 'Save and apply' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('None: every signal is for people.').waitFor();
  expect(readFileSync(file, 'utf8')).toBe(FILE);
}, 120_000);

it('says so when what was saved does not start and was taken back', async () => {
  await openForm('service');
  await page.getByLabel('fire, Taken within').fill('20');
  await page.getByRole('button', { name: 'Look and save…' }).click();
  await page.getByRole('row', { name: 'escalation.takeLimitSecondsByClass.fire' }).waitFor();
  const before = await (await fetch(`${telltale.url}/api/v1/settings`)).text();
  await page.route('**/api/v1/settings', async (route) => {
    if (route.request().method() === 'GET') await route.fulfill({ contentType: 'application/json', body: before });
    else await route.continue();
  });
  await page.getByRole('button', { name: 'Save and apply' }).click();
  await page.getByText('does not start with these settings').waitFor({ timeout: 60_000 });
}, 120_000);

it('names a sensor that was found, and all its pages call it so', async () => {
  await fetch(`${telltale.url}/api/v1/signals`, {
    method: 'POST',
    body: JSON.stringify([{ site: 'depot', sensor: 'g-4', type: 'motion', class: 'intrusion', message: 'motion' }]),
  });
  await openForm('sites');
  await page.getByText('Depot, east').click();
  await page.getByLabel('g-4').fill('Gate 4');
  await page.getByRole('button', { name: 'Look and save…' }).click();
  await page.getByRole('button', { name: 'Save and apply' }).click();
  await page.getByText('In force.').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Queue' }).click();
  await page.locator('.row', { hasText: 'Gate 4' }).waitFor();
}, 120_000);

it('tries thresholds on the past of a series, and takes what was tried into the file', async () => {
  const now = Date.now();
  const readings = Array.from({ length: 200 }, (_, index) => ({
    site: 'depot',
    sensor: 's-1',
    metric: 'temperature',
    value: 20 + (index % 7) / 10,
    time: now - (200 - index) * 60_000,
  }));
  await fetch(`${telltale.url}/api/v1/readings`, { method: 'POST', body: JSON.stringify(readings) });
  await openForm('thresholds');
  const key = await page.locator('#threshold-series option[value*="s-1"]').first().getAttribute('value');
  await page.getByLabel('Series').fill(key ?? '');
  await page.getByLabel('Sensitivity').selectOption('low');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('200 readings').waitFor();
  await page.getByRole('button', { name: 'Take it into the settings' }).click();
  await page.getByRole('button', { name: 'Look and save…' }).click();
  await page.getByRole('row', { name: 'detection.overrides[0].sensitivity' }).getByText('"low"').waitFor();
  await page.getByRole('button', { name: 'Save and apply' }).click();
  await page.getByText('In force.').waitFor({ timeout: 60_000 });
  expect(readFileSync(file, 'utf8')).toMatch(/overrides:\n\s+- match:[^]*s-1[^]*sensitivity: low/);
}, 120_000);
