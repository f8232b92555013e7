import type { Terminal } from './terminal.ts';

/**
 * One command of the command line. Its file's place is its name: `commands/check-config.ts` is `telltale check-config`,
 * `commands/escalation/test.ts` is `telltale escalation test`. Each file exports its command as `command`.
 */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What may follow the name, then one indented line an option. */
  readonly usage: string;
  /** Resolves with the exit code. `ConfigError`, `Failure`, `UsageError` and errors of `parseArgs` may be left to the caller. */
  run(words: readonly string[], terminal: Terminal): Promise<number>;
}

export const EXIT = { ok: 0, failed: 1, wrongInput: 2 } as const;

/** The words on the command line make no sense together. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
