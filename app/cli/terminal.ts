/** Where a command says things, and what surrounds it. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** A line of what was asked for. */
  print(line: string): void;
  /** A line about what went wrong. */
  complain(line: string): void;
  /** Shows a person who waits how far it is, in the place of what was shown before; empty to clear it. Absent where nobody looks. */
  readonly progress?: (text: string) => void;
}

const CLEAR_LINE = '\r\u001B[K';

export function processTerminal(): Terminal {
  let hasPrinted = false;
  const print = (line: string): void => {
    if (!hasPrinted) process.stdout.on('error', stopWhenNobodyReads);
    hasPrinted = true;
    process.stdout.write(`${line}\n`);
  };
  return {
    environment: process.env,
    print,
    complain: (line) => void process.stderr.write(`${line}\n`),
    ...(process.stderr.isTTY ? { progress: (text) => void process.stderr.write(`${CLEAR_LINE}${text}`) } : {}),
  };
}

/** `telltale … | head` closes the pipe: what is not read need not be made. Whoever only logs goes on. */
function stopWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
