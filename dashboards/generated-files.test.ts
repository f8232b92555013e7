import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { generatedFiles, outdatedFiles } from './generated-files.ts';

describe('generated files', () => {
  it('are committed as the code makes them', async () => {
    const outdated = await outdatedFiles('.');
    expect(outdated.map((file) => file.path)).toEqual([]);
  });

  it('come out the same twice', () => {
    expect(generatedFiles()).toEqual(generatedFiles());
  });

  it('are outdated when missing or when one byte differs', async () => {
    const folder = temporaryFolder();
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
