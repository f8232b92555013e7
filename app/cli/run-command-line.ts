import { ConfigError, problemLine } from '../../config/problem.ts';
import { Failure } from '../../core/failure.ts';
import { CsvError } from '../../runtime/csv/csv-table.ts';
import { readVersion } from '../package-root.ts';
import { EXIT, UsageError } from './command.ts';
import { findCommands, type FoundCommand } from './find-commands.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command that the words name; resolves with the exit code, whatever happens. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const [first] = words;
  if (first === '--version') {
    terminal.print(readVersion());
    return EXIT.ok;
  }
  const asksForHelp = first === undefined || words.includes('--help') || words.includes('-h');
  const meant = asksForHelp ? ['help', ...words.filter((word) => !word.startsWith('-'))] : words;
  const commands = findCommands();
  const found = commandNamed(commands, meant);
  if (found === undefined) {
    terminal.complain(unknownCommand(commands, meant));
    return EXIT.wrongInput;
  }
  try {
    const command = await found.load();
    return await command.run(meant.slice(found.name.split(' ').length), terminal);
  } catch (cause) {
    return explain(cause, found.name, terminal);
  }
}

/** The command with the longest name that the words begin with. */
function commandNamed(commands: readonly FoundCommand[], words: readonly string[]): FoundCommand | undefined {
  const text = `${words.join(' ')} `;
  return commands.findLast(({ name }) => text.startsWith(`${name} `));
}

function unknownCommand(commands: readonly FoundCommand[], words: readonly string[]): string {
  const [first = ''] = words;
  const ofGroup = commands.filter(({ name }) => name.startsWith(`${first} `));
  const isGroup = ofGroup.length > 0;
  const said = words.slice(0, isGroup ? 2 : 1).join(' ');
  const choice = (isGroup ? ofGroup : commands).map(({ name }) => name).join(', ');
  return `There is no command ${JSON.stringify(said)}. There are: ${choice}`;
}

function explain(cause: unknown, name: string, terminal: Terminal): number {
  if (cause instanceof ConfigError) {
    for (const problem of cause.problems) terminal.complain(problemLine(problem));
    return EXIT.wrongInput;
  }
  if (isUsageError(cause)) {
    terminal.complain(cause.message);
    terminal.complain(`See: telltale help ${name}`);
    return EXIT.wrongInput;
  }
  if (cause instanceof Failure) {
    terminal.complain(`telltale ${name}: ${cause.message}`);
    terminal.complain(cause.remedy);
    return EXIT.failed;
  }
  terminal.complain(`telltale ${name}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return EXIT.failed;
}

function isUsageError(cause: unknown): cause is Error {
  if (cause instanceof UsageError || cause instanceof CsvError) return true;
  return cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
}
