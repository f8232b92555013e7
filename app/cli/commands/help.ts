import { alignColumns } from '../columns.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { findCommands } from '../find-commands.ts';
import type { Terminal } from '../terminal.ts';

export const command: Command = {
  summary: 'Lists the commands, or explains one',
  usage: '[COMMAND]',
  async run(words, terminal) {
    if (words.length === 0) await list(terminal);
    else await explainCommand(words.join(' '), terminal);
    return EXIT.ok;
  },
};

async function list(terminal: Terminal): Promise<void> {
  const rows = await Promise.all(
    findCommands().map(async (found) => [`  ${found.name}`, (await found.load()).summary] as const),
  );
  terminal.print('Usage: telltale COMMAND [OPTIONS]\n');
  for (const line of alignColumns(rows)) terminal.print(line);
  terminal.print('\nSee "telltale help COMMAND". Settings: docs/specs/configuration.md');
}

async function explainCommand(name: string, terminal: Terminal): Promise<void> {
  const found = findCommands().find((candidate) => candidate.name === name);
  if (found === undefined) throw new UsageError(`There is no command "${name}".`);
  const { summary, usage } = await found.load();
  terminal.print(summary);
  terminal.print(`\nUsage: telltale ${name} ${usage}`);
}
