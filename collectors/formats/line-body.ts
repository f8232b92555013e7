import { isUtf8 } from 'node:buffer';
import { Refused } from './refused.ts';

/** A line that says something, and where it stands in its body, from 1. */
export interface BodyLine {
  readonly row: number;
  readonly text: string;
}

/** The lines of line protocol in `body`, without comments and empty ones. A body with too many is refused whole. */
export function linesOf(body: Buffer, maxLines: number): readonly BodyLine[] | Refused {
  if (!isUtf8(body)) return new Refused('not-utf8', 'the lines are not UTF-8 text');
  const lines = body
    .toString('utf8')
    .split('\n')
    .map((line, index) => ({ row: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  return lines.length > maxLines ? new Refused('too-large', `more than ${maxLines} lines at once`) : lines;
}
