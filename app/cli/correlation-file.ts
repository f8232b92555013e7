import { problemLine } from '../../config/problem.ts';
import { parseCorrelationFile, type CorrelationFile } from '../correlation-file.ts';
import { UsageError } from './command.ts';

/** Rules and their tests; without a file the built-in rules. Throws a `UsageError` that lists every problem at once. */
export function readCorrelationFile(path: string | undefined): CorrelationFile {
  const parsed = parseCorrelationFile(path);
  if ('config' in parsed) return parsed;
  throw new UsageError(parsed.map(problemLine).join('\n'));
}
