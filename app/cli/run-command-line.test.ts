import { describe, expect, it } from 'vitest';
import { readVersion } from '../package-root.ts';
import { findCommands } from './find-commands.ts';
import { runCli } from './test-support/run-cli.ts';

const NAMES = findCommands().map(({ name }) => name);

describe('the command line', () => {
  it('knows the commands by the files of their folder', () => {
    expect(NAMES).toEqual(expect.arrayContaining(['check-config', 'collect', 'escalation test', 'help', 'start']));
    expect(NAMES).toEqual(NAMES.toSorted());
    expect(NAMES.filter((name) => /[^a-z -]/.test(name))).toEqual([]);
  });

  it('lists the commands when asked for nothing', async () => {
    const { code, printed } = await runCli([]);
    expect(code).toBe(0);
    for (const name of NAMES) expect(printed.some((line) => line.startsWith(`  ${name}  `))).toBe(true);
    const starts = printed.filter((line) => line.startsWith('  ')).map((line) => line.search(/(?<= {2})[A-Z]/));
    expect(new Set(starts).size).toBe(1);
  });

  it('says its version', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, printed: [readVersion()], complaints: [] });
  });

  it.each(NAMES)('explains %s', async (name) => {
    const words = name.split(' ');
    const asked = await runCli(['help', ...words]);
    expect(asked.code).toBe(0);
    expect(asked.printed[0]).toMatch(/^[A-Z].{10,90}[^.]$/);
    expect(asked.printed[2]).toContain(`Usage: telltale ${name} `);
    expect(await runCli([...words, '--help'])).toEqual(asked);
  });

  it.each([
    [['frobnicate'], 'There is no command "frobnicate". There are: advise, check-config, '],
    [['escalation', 'frobnicate'], 'There is no command "escalation frobnicate". There are: escalation test'],
    [['escalation'], 'There is no command "escalation". There are: escalation test'],
    [['--frobnicate'], 'There is no command "--frobnicate". There are: '],
    [['\u001b[31m'], 'There is no command "\\u001b[31m". There are: '],
  ])('answers %j with the commands there are', async (words, text) => {
    const { code, printed, complaints } = await runCli(words);
    expect(code).toBe(2);
    expect(printed).toEqual([]);
    expect(complaints).toEqual([expect.stringContaining(text)]);
  });

  it('answers an unknown option with where to read on', async () => {
    const { code, complaints } = await runCli(['check-config', '--frobnicate']);
    expect(code).toBe(2);
    expect(complaints[0]).toContain("Unknown option '--frobnicate'");
    expect(complaints.at(-1)).toBe('See: telltale help check-config');
  });
});
