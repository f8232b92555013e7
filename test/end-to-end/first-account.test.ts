import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { distUrl } from '../support/dist-url.ts';
import { startTelltale } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const PASSWORD = 'four words that differ';
const NEXT_PASSWORD = 'five words that differ still';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

describe('the first account', () => {
  it('is made by the link that the start prints; from then on people sign in', { timeout: 120_000 }, async () => {
    const dataFolder = temporaryFolder();
    const telltale = await startTelltale({ dataFolder, environment: { TELLTALE_DEMO: '0' } });
    onTestFinished(async () => void (await telltale.stop()));
    const [link = ''] = /http:\S+\/welcome\/\S+/.exec(telltale.output()) ?? [];
    const page = await browser.newPage();
    onTestFinished(async () => await page.close());
    await page.goto(link);
    await page.getByLabel('Name').fill('Maria');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByLabel('The same again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await page.waitForURL(/#\/queue$/);
    expect((await fetch(`${telltale.url}/api/v1/events`)).status).toBe(401);
    const reading = JSON.stringify({ site: 'lab', sensor: 's1', metric: 'temperature', value: 21 });
    expect((await fetch(`${telltale.url}/api/v1/readings`, { method: 'POST', body: reading })).status).toBe(200);

    const cli = fileURLToPath(distUrl('app/cli/main.ts'));
    const env = { ...process.env, TELLTALE_DATA_DIR: dataFolder, TELLTALE_HTTP_PORT: String(telltale.port) };
    const command = async (...words: readonly string[]): Promise<string> =>
      (await run(process.execPath, [cli, ...words], { env })).stdout;
    expect(await command('user', 'list')).toContain('Maria  administrator');
    expect(await command('user', 'add', 'Jana', '--site', 'lab')).toMatch(/^http:\S+\/welcome\/\S+\n$/);
    expect(await command('user', 'add', 'Eva', '--role', 'administrator')).toContain('/welcome/');
    await command('user', 'disable', 'Maria');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await command('user', 'enable', 'Maria');
    await page.getByLabel('Name').fill('maria');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByTitle('Preferences').click();
    await page.getByRole('link', { name: 'Change the password' }).click();
    await page.getByLabel('Password until now').fill(PASSWORD);
    await page.getByLabel('New password').fill(NEXT_PASSWORD);
    await page.getByLabel('The same again').fill(NEXT_PASSWORD);
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('Changed. Your other sessions have ended.').waitFor();
    await page.getByTitle('Preferences').click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
