import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** One page as it is photographed. */
export interface Shot {
  readonly name: string;
  /** Behind the address of Telltale. */
  readonly address: string;
  /** Brings the page to what is to be seen; resolves once that is there. */
  readonly prepare: (page: Page) => Promise<void>;
  /** Of the window, where 900 and 844 pixels do not show what there is. */
  readonly height?: number;
}

export interface Studio {
  readonly folder: string;
  readonly format: 'webp' | 'png';
  readonly only: string | undefined;
}

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = [
  { name: 'day', colorScheme: 'light' },
  { name: 'night', colorScheme: 'dark' },
] as const;
const WEBP_QUALITY = 40;

/** Photographs each of them in both themes, wide and narrow: `<name>-<width>-<theme>`. Answers the bytes that were written. */
export async function photograph(
  context: BrowserContext,
  url: string,
  shots: readonly Shot[],
  { folder, format, only }: Studio,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (const shot of shots.filter(({ name }) => only === undefined || name.startsWith(only))) {
    const page = await context.newPage();
    for (const size of WIDTHS) {
      await page.setViewportSize({ width: size.width, height: shot.height ?? size.height });
      for (const { name: theme, colorScheme } of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto('about:blank');
        await page.goto(`${url}/${shot.address}`);
        await shot.prepare(page).catch((cause: unknown) => {
          throw new Error(`${shot.name} at ${size.width} could not be brought to be seen`, { cause });
        });
        await page.evaluate('document.fonts.ready');
        const picture = await pictureOf(page, format);
        bytes += picture.length;
        writeFileSync(join(folder, `${shot.name}-${size.width}-${theme}.${format}`), picture);
      }
    }
    await page.close();
  }
  return bytes;
}

async function pictureOf(page: Page, format: Studio['format']): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const wanted = format === 'webp' ? { format, quality: WEBP_QUALITY } : { format };
  const { data } = await session.send('Page.captureScreenshot', wanted);
  await session.detach();
  return Buffer.from(data, 'base64');
}
