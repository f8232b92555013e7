import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../../core/failure.ts';
import type { ReplayFile } from './config.ts';
import { splitCsvLine } from '../../runtime/csv/split-csv-line.ts';
import { readLines } from './read-lines.ts';
import { parserFor, PLAIN_COLUMNS, SITE_COLUMNS, type BadRow, type ReplayRow, type RowParser } from './row.ts';

/** A row with its line in the file (the header is line 1). */
export interface NumberedRow {
  readonly line: number;
  readonly row: ReplayRow | BadRow;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The rows of a file from top to bottom, one at a time: memory does not grow with the file.
 * Throws a `Failure` when the file cannot be read or its header is none of the known ones.
 */
export async function* readRows(file: ReplayFile): AsyncGenerator<NumberedRow> {
  let line = 0;
  let parse: RowParser | undefined;
  for await (const bytes of linesOf(file.path)) {
    line += 1;
    if (parse === undefined) {
      parse = parseHeader(file, bytes);
      continue;
    }
    const row = parseLine(bytes, parse);
    if (row !== undefined) yield { line, row };
  }
  if (parse === undefined) throw unknownFormat(file.path);
}

/** Rejects as `readRows` would at its first row. */
export async function checkReadable(file: ReplayFile): Promise<void> {
  const lines = linesOf(file.path);
  const first = await lines.next();
  parseHeader(file, first.done === true ? undefined : first.value);
  await lines.return(undefined);
}

async function* linesOf(path: string): AsyncGenerator<Buffer | undefined> {
  try {
    yield* readLines(createReadStream(path));
  } catch (cause) {
    throw new Failure(`cannot read ${path}`, {
      reason: 'configuration',
      retryable: true,
      remedy: 'name a CSV file that exists and that this process may read in collectors.replay.files',
      cause,
    });
  }
}

function parseHeader(file: ReplayFile, bytes: Buffer | undefined): RowParser {
  const text = bytes === undefined ? undefined : decode(bytes);
  const fields = text === undefined ? undefined : splitCsvLine(text);
  const sensor = file.sensor ?? basename(file.path, '.csv');
  const parse = fields === undefined ? undefined : parserFor(fields, sensor, file.metric);
  if (parse === undefined) throw unknownFormat(file.path);
  return parse;
}

function unknownFormat(path: string): Failure {
  return new Failure(`${path} does not begin with a header that replay knows`, {
    reason: 'configuration',
    retryable: false,
    remedy: `begin the file with "${SITE_COLUMNS.join(',')}" or "${PLAIN_COLUMNS.join(',')}"`,
  });
}

function parseLine(bytes: Buffer | undefined, parse: RowParser): ReplayRow | BadRow | undefined {
  if (bytes === undefined) return { kind: 'bad', reason: 'too-large', detail: 'line too long' };
  const text = decode(bytes);
  if (text === undefined) return { kind: 'bad', reason: 'not-utf8', detail: 'line is not UTF-8' };
  if (text === '') return undefined;
  const fields = splitCsvLine(text);
  return fields === undefined ? { kind: 'bad', reason: 'bad-line', detail: 'quotes do not match' } : parse(fields);
}

/** Without a byte order mark and without the carriage return of a file from Windows. */
function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes).trimEnd();
  } catch {
    return undefined;
  }
}
