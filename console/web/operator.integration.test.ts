import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../../test/support/browser.ts';
import { buildPage } from './testing/build-page.ts';
import { freezerEvent, startScene, type Scene } from './testing/scene.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let scene: Scene;
let page: Page;

beforeAll(async () => {
  built = await buildPage();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await built.remove();
});

beforeEach(async () => {
  scene = await startScene(built.folder);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
});

afterEach(async () => {
  await page.close();
  await scene.close();
});

async function openPage(address = ''): Promise<void> {
  await page.goto(`${scene.url}/${address}`);
  await page.getByText('Live', { exact: true }).waitFor();
}

function openThree(): void {
  scene.open({ id: 'fire', title: 'Kitchen: smoke', class: 'fire' }, 5);
  scene.open({ id: 'door', title: 'Door 4: motion' }, 90);
  scene.open({ id: 'gate', title: 'Gate 1: motion' }, 30);
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function violations(): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return await page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`);
}

describe('whoever cannot see or point', () => {
  it.each(['light', 'dark'] as const)('meets nothing that axe finds, in the %s theme', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    openThree();
    scene.open(freezerEvent(Date.now() - 300_000));
    await openPage();
    await page.locator('.row').nth(3).waitFor();
    expect(await violations()).toEqual([]);
    await page.locator('.row', { hasText: 'Freezer 2' }).click();
    await page.locator('.chart canvas').waitFor();
    expect(await violations()).toEqual([]);
    await press('a', 'e');
    await page.getByText('How did it end?').waitFor();
    expect(await violations()).toEqual([]);
    await press('Escape', '?');
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await press('Escape');
    await page.goto(`${scene.url}/#/search`);
    await page.getByRole('search').waitFor();
    await page.locator('.found li').first().waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe('keys', () => {
  it('take in one and close with a reason in three', async () => {
    openThree();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    await press('j', 'a', 'e', '2', '1');
    await page.getByText('administrator closed it: false, Person entitled to be there').waitFor();
    expect(scene.desk.requests.map(({ eventId, kind }) => [eventId, kind])).toEqual([
      ['fire', 'take'],
      ['fire', 'close'],
    ]);
  });

  it('can be put elsewhere, and stay there for this person', async () => {
    openThree();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    await press('?');
    await page.getByRole('button', { name: /Another key for: Take charge/ }).click();
    await press('c');
    await press('Escape');
    await page.reload();
    await page.locator('.row').nth(2).waitFor();
    await press('j', 'a', 'c');
    await page.getByText('You have it.').waitFor();
    expect(scene.desk.requests).toHaveLength(1);
  });

  it('do one thing to several, once all of them have been in sight, and take it back', async () => {
    for (let index = 0; index < 30; index += 1) scene.open({ id: `e${index}`, title: `Event ${index}` }, index);
    await openPage();
    await page.locator('.row').nth(5).waitFor();
    await press('j', 'Control+a', 's');
    const choice = page.getByRole('button', { name: /1 h/ });
    await choice.waitFor();
    expect(await choice.isDisabled()).toBe(true);
    await press('1');
    expect(scene.desk.requests).toEqual([]);
    await page.locator('.glance ol').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expect.poll(async () => await choice.isDisabled()).toBe(false);
    await press('1', '2');
    await expect.poll(() => scene.desk.requests.filter(({ kind }) => kind === 'shelve').length).toBe(30);
    await press('u');
    await expect.poll(() => scene.desk.requests.filter(({ kind }) => kind === 'undo').length).toBe(30);
  });

  it('write a note', async () => {
    openThree();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    await press('j', 'm');
    await page.getByRole('textbox', { name: 'Note' }).fill('called the site, 2 rings');
    await press('Enter');
    await page.getByText('administrator noted: called the site, 2 rings').waitFor();
  });
});

describe('keys that come faster than the page is drawn', () => {
  it('are letters of the note, not commands', async () => {
    openThree();
    await openPage();
    await page.locator('.row').first().waitFor();
    const field = await page.evaluate(async () => {
      const press = (key: string): void => {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      };
      // Shorter than any two keys are apart: drawing is over by then, and no frame has passed.
      const untilDrawn = async (): Promise<void> => {
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      };
      press('j');
      await untilDrawn();
      press('m');
      await untilDrawn();
      press('a');
      return document.activeElement?.tagName;
    });
    expect(field).toBe('INPUT');
    await page.keyboard.type('all quiet');
    await page.keyboard.press('Enter');
    await page.getByText('administrator noted: all quiet').waitFor();
    expect(await page.locator('.row-state').allTextContents()).toEqual(['New', 'New', 'New']);
  });
});

describe('two people at one event', () => {
  it('have one winner, and the other is told who', async () => {
    openThree();
    await openPage();
    const other = await browser.newPage();
    await other.goto(scene.url);
    await other.locator('.row').nth(2).waitFor();
    await page.locator('.row').nth(2).waitFor();
    await Promise.all([press('j', 'a'), other.keyboard.press('j').then(async () => await other.keyboard.press('a'))]);
    const notice = (each: Page) => each.locator('.actions .notice').textContent();
    await expect
      .poll(async () => new Set([await notice(page), await notice(other)]))
      .toEqual(new Set(['You have it.', 'administrator has already taken this event.']));
    await other.close();
  });
});

describe('what is shown', () => {
  it('ticks of the procedure are notes in the trail', async () => {
    openThree();
    await openPage();
    await page.locator('.row').first().click();
    await page.getByRole('checkbox', { name: 'See the video' }).click();
    await page.getByText('administrator noted: ✓ See the video').waitFor();
    await expect.poll(async () => await page.getByRole('checkbox', { name: 'See the video' }).isChecked()).toBe(true);
  });

  it('speaks Italian and tells times in UTC to whoever wants it', async () => {
    openThree();
    await openPage();
    await page.locator('.preferences summary').click();
    await page.getByRole('combobox', { name: 'Times in' }).selectOption('utc');
    await page.getByText('Times in UTC').waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('it');
    await page.getByText('3 eventi aperti').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('it');
  });

  it('finds what was closed, by an address that shows a colleague the same', async () => {
    openThree();
    scene.desk.act({ eventId: 'door', kind: 'take', by: { kind: 'person', name: 'Jana' } });
    scene.desk.act({
      eventId: 'door',
      kind: 'close',
      by: { kind: 'person', name: 'Jana' },
      disposition: 'false',
      reason: '=HYPERLINK("x")',
    });
    await openPage('#/search?disposition=false&person=Jana');
    await page.getByRole('link', { name: 'Door 4: motion' }).waitFor();
    expect(await page.locator('.found li').count()).toBe(1);
    const csv = await page.evaluate(async () => await (await fetch('/api/v1/search.csv?state=closed')).text());
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('is inert however hostile its names are', async () => {
    const hostile = `<img src=x onerror=alert(1)><svg onload=alert(1)>\u202eevil\u0000${'x'.repeat(100_000)}`;
    scene.open({ id: 'door', title: hostile, site: hostile.slice(0, 200), sensor: hostile.slice(0, 200) });
    let alerts = 0;
    page.on('dialog', () => (alerts += 1));
    await openPage();
    await page.locator('.row').click();
    await page.locator('.procedure').waitFor();
    await page.goto(`${scene.url}/#/search`);
    await page.locator('.found li').waitFor();
    expect(await page.locator('main img, main script, main svg[onload]').count()).toBe(0);
    expect(alerts).toBe(0);
  });
});
