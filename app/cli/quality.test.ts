import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSuites } from '../../bench/quality/find-suites.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCommandLine } from './run-command-line.ts';
import { runCli } from './test-support/run-cli.ts';

function timeOf(row: number): string {
  return new Date(Date.UTC(2026, 0, 1) + row * 300_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** One series with one jump in NAB's layout, in `nab/` of the folder that is returned. */
function dataFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'nab', 'data', 'lab'), { recursive: true });
  mkdirSync(join(folder, 'nab', 'labels'));
  const rows = Array.from({ length: 600 }, (_, row) => {
    const noise = Math.sin(row * 12.9898) * Math.cos(row * 4.1414);
    return `${timeOf(row)},${(20 + noise + (row === 500 ? 60 : 0)).toFixed(3)}`;
  });
  writeFileSync(join(folder, 'nab', 'data', 'lab', 'one.csv'), ['timestamp,value', ...rows].join('\n'));
  const windows = { 'lab/one.csv': [[`${timeOf(490)}.000000`, `${timeOf(510)}.000000`]] };
  writeFileSync(join(folder, 'nab', 'labels', 'combined_windows.json'), JSON.stringify(windows));
  return folder;
}

const FIGURES = {
  measured: { nab: { series: 1, rows: 600, profiles: [{ bestThreshold: { windowsHit: 1 } }, {}, {}] } },
};

describe('telltale quality', () => {
  it.each([['nab'], ['']])('measures what the folder holds, the archive itself too', async (below) => {
    const { code, printed } = await runCli(['quality', '--data', join(dataFolder(), below), '--only', 'nab', '--json']);
    expect(code).toBe(0);
    expect(printed[0]).toMatch(/^NAB: 1 series, 600 rows/);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject(FIGURES);
  });

  it('says by name what it did not measure, and ends with 1 when that is everything', async () => {
    const { code, printed } = await runCli(['quality', '--data', temporaryFolder(), '--only', 'nab']);
    expect(code).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/^Not measured: nab: .*needs nab\/ with data\/ .*: there is none in/),
    ]);
    expect((await runCli(['quality', '--only', 'nab'])).printed[0]).toContain('give its folder as --data DIR');
  });

  it('tells a person who waits how far it is, and clears that in the end', async () => {
    const shown: string[] = [];
    await runCommandLine(['quality', '--data', dataFolder(), '--only', 'nab'], {
      environment: {},
      print: () => undefined,
      complain: () => undefined,
      progress: (text) => shown.push(text),
    });
    expect(shown).toEqual(['nab: 0 of 1 series', '']);
  });

  it('refuses a suite or a folder that does not exist', async () => {
    const unknown = await runCli(['quality', '--only', 'nob']);
    expect([unknown.code, unknown.complaints[0]]).toEqual([
      2,
      expect.stringMatching(/no such suite. There are: .*nab/),
    ]);
    expect((await runCli(['quality', '--data', '/does/not/exist'])).code).toBe(2);
  });
});

it.each(findSuites())('the suite $name says what it measures', async ({ load }) => {
  const suite = await load();
  expect(suite.summary.length).toBeGreaterThan(10);
  expect(suite).toHaveProperty('measure');
});
