import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../../test/support/browser.ts';
import { buildPage } from './testing/build-page.ts';
import { freezerEvent, startScene, type Scene } from './testing/scene.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let scene: Scene;
let page: Page;
let complaints: string[];

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
  page = await browser.newPage();
  complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      complaints.push(message.text());
  });
});

afterEach(async () => {
  await page.close();
  await scene.close();
  expect(complaints).toEqual([]);
});

async function openPage(): Promise<void> {
  await page.goto(scene.url);
  await page.getByText('Live', { exact: true }).waitFor();
}

async function titles(): Promise<string[]> {
  return await page.locator('.row-title').allTextContents();
}

function openDoorAndFire(): void {
  scene.open({ id: 'door', title: 'Door 4: motion' }, 90);
  scene.open({ id: 'fire', title: 'Kitchen: smoke', class: 'fire' }, 5);
  scene.open({ id: 'demo', title: 'Pump hall', site: 'demo' }, 60);
}

describe('the queue on the page', () => {
  it('says what to do while it is empty', async () => {
    await openPage();
    await page.getByRole('heading', { name: 'Nothing needs attention' }).waitFor();
    expect(await page.locator('.queue pre').textContent()).toContain('mosquitto_pub -t telltale/');
  });

  it('stands in order and marks the demonstration', async () => {
    openDoorAndFire();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    expect(await titles()).toEqual(['Kitchen: smoke', 'Door 4: motion', 'Pump hall']);
    expect(await page.locator('.row .demo-badge').count()).toBe(1);
    expect(await page.locator('.row').first().getByRole('img', { name: 'Priority 1' }).count()).toBe(1);
  });

  it('shows a new event without being asked', async () => {
    await openPage();
    scene.open({ id: 'door', title: 'Door 4: motion' });
    await page.locator('.row', { hasText: 'Door 4: motion' }).waitFor();
  });

  it('never moves the selected row: what ranks above it waits behind a button', async () => {
    openDoorAndFire();
    await openPage();
    await page.getByText('Door 4: motion').click();
    const before = await page.locator('[data-selected=true]').boundingBox();
    scene.open({ id: 'panic', title: 'Lobby: panic button', class: 'hold-up' });
    await page.getByRole('button', { name: '1 new above' }).waitFor();
    expect(await page.locator('[data-selected=true]').boundingBox()).toEqual(before);
    expect(await titles()).not.toContain('Lobby: panic button');
    await page.keyboard.press('n');
    await page.locator('.row', { hasText: 'Lobby: panic button' }).waitFor();
  });

  it('ranks the demonstration by number and shows its band alone', async () => {
    openDoorAndFire();
    scene.open({ id: 'drill', title: 'Drill: smoke', site: 'demo', class: 'fire' });
    await openPage();
    const drill = page.locator('.row', { hasText: 'Drill: smoke' });
    await drill.waitFor();
    expect(await drill.getByRole('img', { name: 'Priority 1' }).count()).toBe(1);
    expect(await page.locator('.mark-number').allTextContents()).toEqual(['61.0', '14.2']);
    await drill.click();
    await page.getByText('Real events always come first.').waitFor();
    expect(await page.locator('.contributions td.number').allTextContents()).toContain('−100.0');
  });

  it('shows a long title in full to whoever points at it', async () => {
    const title = `door-4: ${'opened without a badge '.repeat(20)}`.trim();
    scene.open({ title });
    await openPage();
    expect(await page.locator('.row-title').getAttribute('title')).toBe(title);
  });

  it('tells how to publish until something of their own has come', async () => {
    const hint = page.getByRole('complementary', { name: 'First steps' });
    const everything = scene.status;
    scene.status = { ...everything, sources: everything.sources.filter(({ kind }) => kind === 'host') };
    await openPage();
    await hint.getByText('mosquitto_pub -t telltale/lab/s1/temperature -m 21.5').waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await hint.getByRole('button', { name: 'Copy' }).click();
    await hint.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(async () => await navigator.clipboard.readText())).toMatch(/^mosquitto_pub /);
    scene.status = everything;
    await hint.waitFor({ state: 'detached' });
  });

  it('draws a few rows only, however many events are open', async () => {
    for (let index = 0; index < 3000; index += 1) scene.open({ id: `e${index}`, title: `Event ${index}` }, index);
    await openPage();
    await page.locator('.row').first().waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(40);
    await page.locator('.queue-scroller').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.getByText('Event 0', { exact: true }).waitFor();
  });
});

describe('an event on the page', () => {
  it('says why it is here, with bars that add up, its chart and what the detectors say', async () => {
    scene.open(freezerEvent(Date.now() - 300_000));
    await openPage();
    await page.getByText('Freezer 2').click();
    await page.locator('.chart canvas').waitFor();
    expect(await page.locator('.side-lead').textContent()).toContain('4.8 times as far from what was expected');
    const figures = (await page.locator('.contributions td.number').allTextContents()).map(Number);
    expect(figures.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBeCloseTo(figures.at(-1) ?? Number.NaN, 6);
    expect(await page.locator('.chart-readout').textContent()).toContain('°C, expected');
    expect(await page.locator('.facts tbody th').allTextContents()).toContain('holt-winters');
  });

  it('shows the half hour before it opened, and as much as is asked for', async () => {
    const openedAtMillis = Date.now() - 300_000;
    scene.open(freezerEvent(openedAtMillis));
    await openPage();
    const firstAsked = page.waitForRequest(/\/api\/v1\/history/);
    await page.getByText('Freezer 2').click();
    expect(Number(new URL((await firstAsked).url()).searchParams.get('from'))).toBe(openedAtMillis - 30 * 60_000);
    await page.locator('.chart canvas').waitFor();
    const thenAsked = page.waitForRequest(/\/api\/v1\/history/);
    await page.getByRole('button', { name: '6 h' }).click();
    const query = new URL((await thenAsked).url()).searchParams;
    expect(Number(query.get('to')) - Number(query.get('from'))).toBe(6 * 3_600_000);
    expect(await page.getByRole('button', { name: '6 h' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('is taken and closed with a reason, and tells who did it', async () => {
    openDoorAndFire();
    await openPage();
    await page.getByText('Door 4: motion').click();
    await page.getByRole('button', { name: 'Take charge' }).click();
    await page.getByText('You have it.').waitFor();
    await page.getByRole('button', { name: 'Close…' }).click();
    await page.getByRole('button', { name: /^False/ }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('a cat');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('administrator closed it: false, a cat').waitFor();
    expect(scene.desk.requests.map(({ kind, disposition, reason }) => [kind, disposition, reason])).toEqual([
      ['take', undefined, undefined],
      ['close', 'false', 'a cat'],
    ]);
  });

  it('that somebody else has taken is refused in words, with the name', async () => {
    openDoorAndFire();
    await openPage();
    await page.getByText('Door 4: motion').click();
    await page.route('**/actions', async (route) => {
      scene.desk.act({ eventId: 'door', kind: 'take', by: { kind: 'person', name: 'Jana' } });
      await route.continue();
    });
    await page.getByRole('button', { name: 'Take charge' }).click();
    await page.getByText('Jana has already taken this event.').waitFor();
    await page.locator('.row-who', { hasText: 'Jana' }).waitFor();
  });

  it('is acted upon once, however often the button is hit', async () => {
    openDoorAndFire();
    await openPage();
    await page.getByText('Door 4: motion').click();
    await page.getByRole('button', { name: 'Take charge' }).dblclick();
    await page.getByText('You have it.').waitFor();
    expect(scene.desk.requests).toHaveLength(1);
  });

  it('opens from the link in a message', async () => {
    openDoorAndFire();
    await page.goto(`${scene.url}/#/events/door`);
    await page.getByRole('heading', { name: 'Door 4: motion' }).waitFor();
  });

  it('stays selected, however fast the keys come and however late the server answers', async () => {
    openDoorAndFire();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    await page.route(/events\/[a-z]+$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await route.continue();
    });
    await page.evaluate(async () => {
      const press = (key: string): boolean => window.dispatchEvent(new KeyboardEvent('keydown', { key }));
      const pauses = [
        async () => await new Promise((resolve) => setTimeout(resolve)),
        async () => await new Promise((resolve) => requestAnimationFrame(resolve)),
        async () => await Promise.resolve(),
      ];
      press('j');
      for (let round = 0; round < 300; round += 1) {
        press(round % 2 === 0 ? 'j' : 'k');
        await pauses[(round * round) % pauses.length]?.();
      }
    });
    await page.unrouteAll({ behavior: 'wait' });
    await page.evaluate(async () => {
      await (await fetch('/api/v1/events/door')).json();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    expect(await page.locator('[data-selected=true] .row-title').textContent()).toBe('Kitchen: smoke');
  });

  it('goes from new to closed by keyboard alone', async () => {
    openDoorAndFire();
    await openPage();
    await page.locator('.row').nth(2).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    for (const key of ['a', 'e', '4', '2']) await page.keyboard.press(key);
    await page.getByText('administrator closed it: other, Maintenance').waitFor();
    expect(scene.desk.requests.map(({ eventId, kind }) => [eventId, kind])).toEqual([
      ['fire', 'take'],
      ['fire', 'close'],
    ]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Take charge', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByText('Kitchen: smoke').waitFor({ state: 'detached' });
  });
});

describe('what can go wrong', () => {
  it('shows loudly that the connection is lost, and recovers by itself', async () => {
    openDoorAndFire();
    await openPage();
    await page.locator('.row').first().waitFor();
    await scene.close();
    await page.getByText('What you see is old').waitFor();
    expect(await page.locator('main').getAttribute('data-stale')).toBe('true');
    scene.open({ id: 'late', title: 'While you were away' });
    await scene.reopen();
    await page.getByText('While you were away').waitFor();
    expect(await page.locator('main').getAttribute('data-stale')).toBe('false');
  });

  it.each(['#/queue', '#/search', '#/hand-over', '#/password'])(
    'says on %s without being asked that a source is down or a stage is late',
    async (address) => {
      const { status } = scene;
      scene.status = { ...status, sources: status.sources.filter(({ state }) => state !== 'down') };
      await page.goto(`${scene.url}/${address}`);
      await page.getByText('Live', { exact: true }).waitFor();
      const banner = page.locator('.incomplete-banner');
      expect(await banner.textContent()).toBe('');
      scene.status = { ...status, lateStages: [{ name: 'history', lagMillis: 9000 }] };
      await banner.getByText('source snmp is down, 192.168.7.20 has not answered since 13:02').waitFor();
      expect(await banner.locator('p').getAttribute('title')).toContain('History is 9 s behind');
    },
  );

  it('shows hostile names as the text they are', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    scene.open({ id: 'door', title: hostile, site: hostile, sensor: 'javascript:alert(1)' });
    await openPage();
    await page.locator('.row').click();
    await page.getByRole('heading', { name: hostile }).waitFor();
    expect(await page.title()).toBe('Queue · Telltale');
    expect(await page.locator('main img:not(svg), main script').count()).toBe(0);
  });

  it('shows bad input, sources that are down with their remedy, and that nobody is notified', async () => {
    await openPage();
    await page.getByText('10 rejected: 9 not-json, 1 too-large').waitFor();
    await page.getByText('Check that UDP port 161 is reachable').waitFor();
    await page.getByText('No notifier is configured: messages go to the log only.').waitFor();
  });

  it.each([1440, 390])('fits a screen %d wide without scrolling sideways', async (width) => {
    await page.setViewportSize({ width, height: 844 });
    scene.open({ ...freezerEvent(Date.now()), title: 'x'.repeat(300), site: 'y'.repeat(300) });
    await openPage();
    const overflow = async (): Promise<number> =>
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.locator('.row').waitFor();
    expect(await overflow()).toBe(0);
    await page.locator('.row').click();
    await page.locator('.facts').waitFor();
    expect(await overflow()).toBe(0);
    expect(await page.locator('.side').evaluate((side) => side.scrollWidth - side.clientWidth)).toBe(0);
  });
});
