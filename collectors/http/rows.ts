import { isUtf8 } from 'node:buffer';
import { parseJson } from '../formats/parse-json.ts';
import { Refused } from '../formats/refused.ts';

/**
 * The rows of a body: the elements of a JSON array, one JSON object, or one object a line. A row that is
 * not JSON is a `Refused` in its place, so that the rows beside it are unharmed.
 */
export function rowsOf(body: Buffer, maxRows: number): readonly unknown[] | Refused {
  if (!isUtf8(body)) return new Refused('not-utf8', 'the body is not UTF-8 text');
  const first = body.find((byte) => byte > 32);
  if (first === undefined) return new Refused('wrong-type', 'the body is empty');
  const whole = parseJson(body);
  if (whole instanceof Refused) return linesOf(body, whole, maxRows);
  const rows = Array.isArray(whole) ? (whole as unknown[]) : [whole];
  return rows.length > maxRows ? tooMany(maxRows) : rows;
}

/** The lines are counted before they are parsed: a few million that are not JSON would take many seconds. */
function linesOf(body: Buffer, wholeProblem: Refused, maxRows: number): readonly unknown[] | Refused {
  const lines = body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length < 2) return wholeProblem;
  return lines.length > maxRows ? tooMany(maxRows) : lines.map((line) => parseJson(Buffer.from(line)));
}

function tooMany(maxRows: number): Refused {
  return new Refused('too-large', `more than ${maxRows} rows in one request`);
}
