import { Refused } from './refused.ts';

/** One line: a measurement, its tags, its numeric and boolean fields, and its time (NaN if it has none). */
export interface LinePoint {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, number>;
  readonly timeMillis: number;
}

export type Precision = 'ns' | 'us' | 'ms' | 's';

const MILLIS_PER_UNIT: Readonly<Record<Precision, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000 };
const MAX_FIELDS = 256;
const MAX_TAGS = 32;

/**
 * Reads one line of InfluxDB line protocol: `measurement,tag=a field=1.5,other=2i 1700000000000000000`.
 * String fields are passed over, as a reading is a number; Telegraf sends lines that have no others. Syntax: docs.influxdata.com, "Line protocol".
 */
export function parseLine(line: string, precision: Precision): LinePoint | Refused {
  const seriesEnd = indexOutside(line, ' ', 0, PLAIN);
  const [fieldText, timeText, ...more] = splitOutside(line.slice(seriesEnd + 1), ' ', 3, QUOTED);
  if (seriesEnd < 0 || fieldText === undefined || more.length > 0) {
    return new Refused('bad-line', 'a line is: measurement,tags fields time');
  }
  const series = line.slice(0, seriesEnd);
  const [measurement, ...tagTexts] = splitOutside(series, ',', MAX_TAGS + 1, PLAIN);
  if (measurement === undefined || measurement === '') return new Refused('bad-line', 'the measurement is missing');
  const tags = parseTags(tagTexts);
  if (tags instanceof Refused) return tags;
  const fields = parseFields(fieldText);
  if (fields instanceof Refused) return fields;
  const timeMillis = parseTime(timeText, precision);
  if (timeMillis instanceof Refused) return timeMillis;
  return { measurement: unescape(measurement), tags, fields, timeMillis };
}

function parseTags(texts: readonly string[]): ReadonlyMap<string, string> | Refused {
  const tags = new Map<string, string>();
  for (const text of texts) {
    const [key, value, ...more] = splitOutside(text, '=', 3, PLAIN);
    if (key === undefined || value === undefined || key === '' || value === '' || more.length > 0) {
      return new Refused('bad-line', 'a tag is key=value, neither of them empty');
    }
    tags.set(unescape(key), unescape(value));
  }
  return tags;
}

function parseFields(text: string): ReadonlyMap<string, number> | Refused {
  const fields = new Map<string, number>();
  const parts = splitOutside(text, ',', MAX_FIELDS + 1, QUOTED);
  if (parts.length > MAX_FIELDS) return new Refused('too-many-fields', `more than ${MAX_FIELDS} fields in one line`);
  for (const part of parts) {
    const at = indexOutside(part, '=', 0, PLAIN);
    if (at <= 0 || at === part.length - 1) return new Refused('bad-line', 'a field is key=value');
    const value = fieldNumber(part.slice(at + 1));
    if (value instanceof Refused) return value;
    if (value !== undefined) fields.set(unescape(part.slice(0, at)), value);
  }
  return fields;
}

/** `undefined` for a string field. */
function fieldNumber(text: string): number | undefined | Refused {
  if (text.startsWith('"'))
    return text.endsWith('"') && text.length > 1 ? undefined : new Refused('bad-line', 'open string');
  if (/^(?:t|T|true|True|TRUE)$/.test(text)) return 1;
  if (/^(?:f|F|false|False|FALSE)$/.test(text)) return 0;
  if (/^[+-]?(?:nan|inf(?:inity)?)$/i.test(text)) return new Refused('not-finite', `${text} is not a finite number`);
  if (!/^[+-]?(?:\d+[iu]|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/.test(text)) {
    return new Refused('wrong-type', 'a field must be a number, a boolean or a string');
  }
  const value = Number(text.replace(/[iu]$/, ''));
  return Number.isFinite(value) ? value : new Refused('not-finite', 'the number is too large');
}

function parseTime(text: string | undefined, precision: Precision): number | Refused {
  if (text === undefined || text === '') return Number.NaN;
  if (!/^-?\d{1,20}$/.test(text)) return new Refused('bad-line', 'the time must be an integer');
  return Math.round(Number(text) * MILLIS_PER_UNIT[precision]);
}

/** In the values of fields quotes hold text together; in measurements and tags they are characters like any other. */
const PLAIN = false;
const QUOTED = true;

/** Splits at unescaped, unquoted separators into at most `most` parts and a rest that shows there were more. */
function splitOutside(text: string, separator: string, most: number, withQuotes: boolean): string[] {
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    const at = indexOutside(text, separator, start, withQuotes);
    if (at < 0) break;
    parts.push(text.slice(start, at));
    start = at + 1;
    if (parts.length === most) break;
  }
  parts.push(text.slice(start));
  return parts;
}

function indexOutside(text: string, separator: string, from: number, withQuotes: boolean): number {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"' && withQuotes) quoted = !quoted;
    else if (character === separator && !quoted) return at;
  }
  return -1;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([,= ])/g, '$1');
}
