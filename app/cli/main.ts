import { processTerminal } from './terminal.ts';
import { runCommandLine } from './run-command-line.ts';

const exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
await written(process.stdout);
await written(process.stderr);
process.exit(exitCode);

/** A reader of a pipe may be slower than we are, and what it has not taken yet ends with the process. */
async function written(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });
}
