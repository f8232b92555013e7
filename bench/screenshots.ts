/**
 * Starts Telltale, lets people work a day of its own making, and photographs every page in both themes, 1440 and 390 pixels wide,
 * into docs/screenshots. `--format png` for whoever looks closely, `--folder` elsewhere, `--only queue` those whose name begins so.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from '../test/support/browser.ts';
import { startTelltale } from '../test/support/telltale-process.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { photograph, type Studio } from './support/screenshots/camera.ts';
import { firstLink, followLink, invite } from './support/screenshots/people.ts';
import { seedDay } from './support/screenshots/seed-day.ts';
import { writeSettings } from './support/screenshots/settings-text.ts';
import { EMPTY_SHOTS, firstLinkShot, OUTSIDE_SHOTS, SHOTS } from './support/screenshots/shots.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    folder: { type: 'string', default: join('docs', 'screenshots') },
    format: { type: 'string', default: 'webp' },
    only: { type: 'string' },
  },
});
const studio: Studio = { folder: flags.folder, format: flags.format === 'png' ? 'png' : 'webp', only: flags.only };

const settingsFolder = mkdtempSync(join(tmpdir(), 'telltale-screenshots-'));
const browser = await startBrowser();
const telltale = await startTelltale({
  environment: { TELLTALE_DEMO: '0', TELLTALE_CONFIG: writeSettings(settingsFolder) },
});
let bytes = 0;
try {
  const stranger = await browser.newContext();
  const { pathname } = new URL(firstLink(telltale));
  bytes += await photograph(stranger, telltale.url, [firstLinkShot(pathname)], studio);
  bytes += await photograph(stranger, telltale.url, EMPTY_SHOTS, studio);
  const maria = await followLink(browser, telltale, pathname, 'Maria');
  const jana = await invite(browser, telltale, maria, { name: 'Jana', role: 'operator' });
  const tom = await invite(browser, telltale, maria, { name: 'Tom', role: 'supervisor' });
  bytes += await photograph(stranger, telltale.url, OUTSIDE_SHOTS, studio);
  await seedDay(telltale, { maria, jana, tom });
  bytes += await photograph(maria.context, telltale.url, SHOTS, studio);
} finally {
  await telltale.stop();
  await browser.close();
  rmSync(settingsFolder, { recursive: true });
}
console.log(`megabytes: ${(bytes / 1e6).toFixed(2)}`);
if (flags.json) console.log(JSON.stringify({ megabytes: bytes / 1e6 }));
