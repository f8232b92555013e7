import { expect, it, onTestFinished } from 'vitest';
import { startBrowser } from '../../../test/support/browser.ts';
import { makeSignal } from '../../server/testing/make-event.ts';
import { buildPage } from '../testing/build-page.ts';
import { startScene } from '../testing/scene.ts';

it('shows every signal of an event to whoever asks for earlier ones', async () => {
  const built = await buildPage();
  onTestFinished(async () => await built.remove());
  const scene = await startScene(built.folder);
  onTestFinished(async () => await scene.close());
  const browser = await startBrowser();
  onTestFinished(async () => await browser.close());
  const signals = Array.from({ length: 1250 }, (_, n) => makeSignal({ id: `s${n}`, message: `motion number ${n}` }));
  scene.open({ id: 'door', title: 'Door 4: motion', signals, signalCount: signals.length });
  const page = await browser.newPage();
  await page.goto(`${scene.url}/#/events/door`);
  const entries = page.getByRole('region', { name: 'Signals' }).getByRole('listitem');
  await page.getByText('motion number 1249').waitFor();
  for (const count of [200, 400, 600, 800, 1000, 1200]) {
    await expect.poll(async () => await entries.count()).toBe(count);
    await page.getByRole('button', { name: 'Show earlier ones' }).click();
  }
  await expect.poll(async () => await entries.count()).toBe(1250);
  expect(await entries.first().textContent()).toContain('motion number 0');
  expect(await page.getByRole('button', { name: 'Show earlier ones' }).count()).toBe(0);
}, 60_000);
