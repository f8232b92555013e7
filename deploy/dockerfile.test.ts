import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

interface Instruction {
  readonly keyword: string;
  readonly value: string;
}

/** The rules of hadolint that matter here. */
describe('the Dockerfile', async () => {
  const instructions = parseDockerfile(await readFile('Dockerfile', 'utf8'));
  const lastStage = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
  const valuesOf = (keyword: string): string[] =>
    instructions.flatMap((instruction) => (instruction.keyword === keyword ? [instruction.value] : []));

  it('names a version of every image it begins from', () => {
    const stages = new Set(valuesOf('FROM').map((value) => value.split(' AS ')[1]));
    for (const from of valuesOf('FROM')) {
      const [image = ''] = from.split(' ');
      expect(stages.has(image) || /:\d/.test(image), image).toBe(true);
      expect(from).toMatch(/ AS [a-z-]+$/);
    }
  });

  it('copies instead of adding, and into absolute work folders', () => {
    expect(valuesOf('ADD')).toEqual([]);
    for (const folder of valuesOf('WORKDIR')) expect(folder).toMatch(/^\//);
  });

  it('installs from the lock file, and no development packages into the image', () => {
    const npm = valuesOf('RUN').filter((command) => command.includes('npm '));
    expect(npm.join('\n')).not.toMatch(/npm (?:install|i)\b/);
    expect(npm.some((command) => command.startsWith('npm ci --omit=dev'))).toBe(true);
  });

  it('leaves no package lists behind', () => {
    for (const command of valuesOf('RUN').filter((value) => value.includes('apt-get install'))) {
      expect(command).toContain('--no-install-recommends');
      expect(command).toMatch(/^apt-get update .* rm -rf \/var\/lib\/apt\/lists\/\*$/);
    }
  });

  it('ends with an image that runs as an ordinary user, says whether it is well, and has no compiler', () => {
    const keywords = lastStage.map(({ keyword }) => keyword);
    expect(lastStage[0]?.value).toBe('node:22-bookworm-slim AS telltale');
    expect(lastStage.find(({ keyword }) => keyword === 'USER')?.value).toBe('node');
    expect(keywords.slice(keywords.indexOf('USER'))).not.toContain('RUN');
    expect(keywords).toContain('HEALTHCHECK');
    expect(JSON.stringify(lastStage)).not.toContain('apt-get');
  });

  it('starts its program directly, so that signals reach it', () => {
    expect(valuesOf('CMD')).toEqual(['["node", "dist/app/main.js"]']);
  });

  it('sees neither secrets nor what was built elsewhere', async () => {
    const ignored = (await readFile('.dockerignore', 'utf8')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/node_modules', '**/dist', 'deploy/secrets']));
  });
});

function parseDockerfile(text: string): readonly Instruction[] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.indexOf(' ');
      return { keyword: line.slice(0, space), value: line.slice(space + 1) };
    });
}
