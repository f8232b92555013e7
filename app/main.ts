import { processTerminal } from './cli/terminal.ts';
import { runCommandLine } from './cli/run-command-line.ts';

/** What `npm start` and the container run: `telltale start`. */
process.exit(await runCommandLine(['start', ...process.argv.slice(2)], processTerminal()));
