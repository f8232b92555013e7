import type { Page } from 'playwright-core';
import type { Shot } from './camera.ts';

async function live(page: Page): Promise<void> {
  await page.locator('.link[data-link=live]').waitFor({ state: 'attached' });
}

async function rows(page: Page): Promise<void> {
  await live(page);
  await page.locator('.row').first().waitFor();
}

async function openEvent(page: Page, words: string): Promise<void> {
  await rows(page);
  await page.locator('.row', { hasText: words }).first().click();
  await page.locator('.side h2').first().waitFor();
}

async function heading(page: Page, selector = 'main h2'): Promise<void> {
  await live(page);
  await page.locator(selector).first().waitFor();
}

/** Before anything has come: whoever starts Telltale for the first time sees these. */
export const EMPTY_SHOTS: readonly Shot[] = [
  { name: 'empty-queue', address: '', prepare: live },
  { name: 'empty-board', address: '#/board', prepare: heading },
  { name: 'empty-search', address: '#/search', prepare: live },
  { name: 'empty-ranking', address: '#/ranking', prepare: heading },
  { name: 'empty-sites', address: '#/admin/sites', prepare: heading },
  { name: 'empty-procedures', address: '#/admin/procedures', prepare: heading },
];

export const OUTSIDE_SHOTS: readonly Shot[] = [
  { name: 'sign-in', address: '', prepare: async (page) => await page.locator('.sign-in-button').waitFor() },
];

export function firstLinkShot(path: string): Shot {
  return {
    name: 'first-administrator',
    address: path.replace(/^\//, ''),
    prepare: async (page) => await page.locator('.sign-in-button').waitFor(),
  };
}

export const SHOTS: readonly Shot[] = [
  { name: 'queue', address: '', prepare: rows },
  {
    name: 'event',
    address: '',
    height: 1300,
    prepare: async (page) => {
      await openEvent(page, 'Freezer 2');
      await page.locator('.chart canvas').waitFor();
    },
  },
  {
    name: 'event-plan',
    address: '',
    height: 1300,
    prepare: async (page) => {
      await openEvent(page, 'Bank, Brno');
      await page.locator('.procedure').waitFor();
    },
  },
  {
    name: 'close',
    address: '',
    prepare: async (page) => {
      await openEvent(page, 'gate-4');
      await page.keyboard.press('e');
      await page.locator('.dialog-form button').first().waitFor();
    },
  },
  {
    name: 'shelve-many',
    address: '',
    prepare: async (page) => {
      await rows(page);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('s');
      await page.locator('.glance').waitFor();
    },
  },
  {
    name: 'help',
    address: '',
    prepare: async (page) => {
      await rows(page);
      await page.keyboard.press('?');
      await page.locator('dialog.help').waitFor();
    },
  },
  {
    name: 'preferences',
    address: '',
    prepare: async (page) => {
      await rows(page);
      await page.locator('.preferences summary').click();
    },
  },
  {
    name: 'system',
    address: '',
    prepare: async (page) => {
      await rows(page);
      await page.locator('.page-footer button').click();
    },
  },
  {
    name: 'search',
    address: '#/search',
    prepare: async (page) => {
      await live(page);
      await page.locator('.found li').first().waitFor();
    },
  },
  {
    name: 'password',
    address: '#/password',
    prepare: async (page) => await page.locator('.sign-in-button').waitFor(),
  },
  { name: 'hand-over', address: '#/hand-over', prepare: heading },
  { name: 'board', address: '#/board', height: 1400, prepare: heading },
  {
    name: 'replay',
    address: '#/replay',
    height: 1300,
    prepare: async (page) => await page.locator('.event-line').first().waitFor(),
  },
  { name: 'ranking', address: '#/ranking', height: 1400, prepare: heading },
  { name: 'health', address: '#/health', height: 1300, prepare: heading },
  { name: 'people', address: '#/admin/people', prepare: heading },
  {
    name: 'sites',
    address: '#/admin/sites',
    prepare: async (page) => {
      await heading(page);
      await page.locator('.admin-list summary').first().click();
      await page.locator('.sensor-names').waitFor();
    },
  },
  { name: 'procedures', address: '#/admin/procedures', prepare: heading },
  {
    name: 'rules',
    address: '#/admin/rules',
    height: 1300,
    prepare: async (page) => {
      await heading(page);
      await page.locator('.form-block > div > button').first().click();
      await page.locator('.field-problem').waitFor();
    },
  },
  {
    name: 'rules-review',
    address: '#/admin/rules',
    prepare: async (page) => {
      await heading(page);
      await page.locator('.entries input').first().fill('Heartbeats');
      await page.locator('.forms-unsaved button').first().click();
      await page.locator('.forms-review table').waitFor();
    },
  },
  { name: 'service-levels', address: '#/admin/service', height: 1300, prepare: heading },
  { name: 'channels', address: '#/admin/channels', prepare: heading },
  {
    name: 'thresholds',
    address: '#/admin/thresholds',
    height: 1300,
    prepare: async (page) => {
      await heading(page);
      const key = await page.locator('#threshold-series option[value^=temperature]').first().getAttribute('value');
      await page
        .locator('.thresholds input')
        .first()
        .fill(key ?? '');
      await page.locator('.thresholds select').first().selectOption('low');
      await page.locator('.thresholds button[type=submit]').click();
      await page.locator('.admin-section table').waitFor();
    },
  },
  { name: 'settings', address: '#/admin/settings', prepare: heading },
  { name: 'report', address: 'report', height: 1500, prepare: async (page) => await page.locator('h1').waitFor() },
];
