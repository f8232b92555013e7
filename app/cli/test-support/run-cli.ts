import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { runCommandLine } from '../run-command-line.ts';

export interface CliResult {
  readonly code: number;
  /** Lines on standard output. */
  readonly printed: readonly string[];
  /** Lines on standard error. */
  readonly complaints: readonly string[];
}

/** Runs a command line in this process, with a data folder of its own and no other environment than the given one. */
export async function runCli(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await runCommandLine(words, {
    environment: { TELLTALE_DATA_DIR: temporaryFolder(), TELLTALE_LOG_LEVEL: 'silent', ...environment },
    print: (line) => printed.push(...line.split('\n')),
    complain: (line) => complaints.push(...line.split('\n')),
  });
  return { code, printed, complaints };
}
