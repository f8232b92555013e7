import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The distribution's Chromium without a window. Whoever starts it closes it. */
export async function startBrowser(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });
  } catch (cause) {
    throw new Error(`cannot start ${EXECUTABLE}: install it with "apt-get install chromium"`, { cause });
  }
}
