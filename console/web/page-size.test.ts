import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildPage } from './testing/build-page.ts';

const KIB = 1024;

it('is at most 250 KiB of script in all, and the first page at most 80', async () => {
  const built = await buildPage();
  try {
    const folder = join(built.folder, 'assets');
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
    const sizes = new Map<string, number>();
    for (const name of scripts) sizes.set(name, gzipSync(await readFile(join(folder, name))).length);
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(scripts.length).toBeGreaterThan(3);
    expect(all).toBeLessThanOrEqual(250 * KIB);
    const first = [...sizes].filter(([name]) => /^(?:index|page|queue)/.test(name) && !name.includes('it-'));
    expect(Math.max(...first.map(([, size]) => size))).toBeLessThanOrEqual(80 * KIB);
  } finally {
    await built.remove();
  }
});
