import { readFileSync } from 'node:fs';
import { UsageError } from './command.ts';

const STANDARD_INPUT = 0;

/** The text of a file that `flag` names, or of standard input for `-`. */
export function readInput(file: string, flag = '--input'): string {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new UsageError(`${flag} ${file} (${code}): name a file that exists and may be read.`, { cause });
  }
}
