import { CsvError } from '../../runtime/csv/csv-table.ts';
import { UsageError } from './command.ts';

/** Where a command reads several files: says of which one a complaint about its content is. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const isOfContent = cause instanceof CsvError || (cause instanceof UsageError && !cause.message.startsWith('--'));
    if (isOfContent) throw new UsageError(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
}
