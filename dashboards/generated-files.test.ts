import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedFiles, outdatedFiles } from './generated-files.ts';

describe('generated files', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telltale-generated-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('are committed as the code makes them', async () => {
    const outdated = await outdatedFiles('.');
    expect(outdated.map((file) => file.path)).toEqual([]);
  });

  it('come out the same twice', () => {
    expect(generatedFiles()).toEqual(generatedFiles());
  });

  it('are outdated when missing or when one byte differs', async () => {
    const [first, ...others] = generatedFiles();
    expect(await outdatedFiles(folder)).toEqual(generatedFiles());

    for (const file of others) await writeInto(folder, file.path, file.text);
    await writeInto(folder, first?.path ?? '', `${first?.text} `);
    expect(await outdatedFiles(folder)).toEqual([first]);
  });
});

async function writeInto(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
