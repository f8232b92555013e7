import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PACKAGE_ROOT } from '../../app/package-root.ts';
import { startBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { launchTelltale, startTelltale, type LaunchedTelltale } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { eventOfSensor } from './ask.ts';

const START_MILLIS = 30_000;

const WRONG = `
logLevel: loud
http:
  prot: 8080
series:
  maxSeries: none
collectors:
  mqtt:
    url: broker.example.org
  mqqt: {}
`;

/** What is wrong in it: path, value, and a word of the remedy. */
const MISTAKES = [
  ['logLevel', '"loud"', 'debug, info, warn, error, silent'],
  ['http.prot', 'unknown', 'remove it or correct its name'],
  ['series.maxSeries', '"none"', 'must be a whole number'],
  ['collectors.mqtt.url', '[secret]', 'mqtt://host:1883'],
  ['collectors.mqqt', 'unknown', 'remove it or correct its name'],
] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(async () => await page.close());
  await page.goto(url);
  return page;
}

function wrongFile(): string {
  const file = join(temporaryFolder(), 'telltale.yml');
  writeFileSync(file, WRONG);
  return file;
}

async function checkConfig(file: string): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const child = execFile(join(PACKAGE_ROOT, 'bin/telltale'), ['check-config'], {
    env: { ...process.env, TELLTALE_CONFIG: file },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  return { code: child.exitCode, lines: text.split('\n').filter((line) => line !== '') };
}

function expectEveryMistakeOnALine(lines: readonly string[]): void {
  for (const [path, value, remedy] of MISTAKES) {
    const about = lines.filter((line) => line.startsWith(`${path}: `));
    expect(about, path).toHaveLength(1);
    expect(about[0]).toContain(value);
    expect(about[0]).toContain(remedy);
  }
}

/** A port that another program listens on until the test ends. */
async function takenPort(): Promise<number> {
  const port = await freePort();
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return port;
}

async function isServed(url: string): Promise<boolean> {
  return await fetch(url).then(
    () => true,
    () => false,
  );
}

async function launch(options: Parameters<typeof launchTelltale>[0]): Promise<LaunchedTelltale> {
  const telltale = await launchTelltale(options);
  onTestFinished(async () => await telltale.kill());
  return telltale;
}

describe('a wrong configuration file', () => {
  it('is told by check-config, one line a mistake, with exit code 2', async () => {
    const { code, lines } = await checkConfig(wrongFile());
    expectEveryMistakeOnALine(lines);
    expect(lines).toHaveLength(MISTAKES.length);
    expect(code).toBe(2);
  });

  it('is shown at the usual address until it is stopped, with exit code 2', { timeout: 60_000 }, async () => {
    const telltale = await launch({ environment: { TELLTALE_CONFIG: wrongFile() } });
    await until('the page is served', async () => await isServed(telltale.url), START_MILLIS);
    const page = await openPage(telltale.url);
    await page.getByRole('heading', { name: 'The configuration is wrong' }).waitFor();
    const shown = await page.locator('main').innerText();
    for (const [path, value, remedy] of MISTAKES) {
      expect(shown).toContain(path);
      expect(shown).toContain(value);
      expect(shown).toContain(remedy);
    }
    expectEveryMistakeOnALine(telltale.output().split('\n'));
    expect(await telltale.stop()).toBe(2);
  });
});

describe('a port that another program uses', () => {
  it('of the console ends Telltale with code 1 and words that help', { timeout: 60_000 }, async () => {
    const port = await takenPort();
    const telltale = await launch({ port });
    const [code] = await once(telltale.process, 'exit');
    expect(code).toBe(1);
    expect(telltale.output()).toContain(`cannot listen on 127.0.0.1 port ${port}: another program does`);
    expect(telltale.output()).toContain('Set TELLTALE_HTTP_HOST and TELLTALE_HTTP_PORT');
    expect(telltale.output()).not.toMatch(/^\s+at /m);
  });

  it('of the embedded broker leaves the rest at work: the page and the queue say so', { timeout: 60_000 }, async () => {
    const mqttPort = await takenPort();
    const telltale = await startTelltale({ mqttPort, environment: { TELLTALE_DEMO: '0' } });
    onTestFinished(async () => await telltale.kill());
    const fault = await eventOfSensor(telltale, 'mqtt');
    expect([fault.class, fault.signals[0]?.type]).toEqual(['technical', 'collector-down']);
    const page = await openPage(telltale.url);
    const source = page.locator('.component[data-state=down]');
    await source.getByText('another broker runs there: set TELLTALE_MQTT_URL to use it').waitFor();
    expect(await source.innerText()).toContain(`cannot listen on 127.0.0.1:${mqttPort}`);
    await page.locator('.row', { hasText: 'mqtt' }).waitFor();
    await page.locator('.component[data-state=up]', { hasText: 'host' }).waitFor();
  });
});
