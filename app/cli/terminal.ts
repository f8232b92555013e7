/** Where a command says things, and what surrounds it. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** A line of what was asked for. */
  print(line: string): void;
  /** A line about what went wrong. */
  complain(line: string): void;
}

export function processTerminal(): Terminal {
  process.stdout.on('error', stopWhenNobodyReads);
  return {
    environment: process.env,
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** `telltale … | head` closes the pipe: what is not read need not be made. */
function stopWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
