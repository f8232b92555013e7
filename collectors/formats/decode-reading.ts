import { isUtf8 } from 'node:buffer';
import { parseDeviceTime } from './device-time.ts';
import { MAX_NAME_LENGTH } from './name-length.ts';
import { fieldOf, isRecord, parseJson } from './parse-json.ts';
import { Refused } from './refused.ts';

/** One number out of a payload. `field` is empty for a payload that is or holds a single `value`. */
export interface DecodedReading {
  readonly field: string;
  readonly value: number;
  /** NaN when the device gave no time. */
  readonly timeMillis: number;
  readonly unit?: string;
}

const MAX_FIELDS = 256;
const MAX_DEPTH = 8;

const SWITCH_WORDS: ReadonlyMap<string, number> = new Map([
  ['true', 1],
  ['on', 1],
  ['open', 1],
  ['online', 1],
  ['false', 0],
  ['off', 0],
  ['closed', 0],
  ['offline', 0],
]);

/**
 * Decodes what a device publishes on a metric's own topic: a bare number, an on/off word, `{"value": n, …}`,
 * or a JSON object whose numeric leaves are readings of their own.
 */
export function decodeReading(payload: Buffer): readonly DecodedReading[] | Refused {
  const first = payload.find((byte) => byte > 32);
  if (first === undefined) return new Refused('wrong-type', 'the payload is empty');
  return first === 123 || first === 91 ? decodeJson(payload) : decodeWord(payload);
}

function decodeWord(payload: Buffer): readonly DecodedReading[] | Refused {
  if (!isUtf8(payload)) return new Refused('not-utf8', 'the payload is not UTF-8 text');
  const text = payload.toString('utf8').trim();
  const word = SWITCH_WORDS.get(text.toLowerCase());
  if (word !== undefined) return [{ field: '', value: word, timeMillis: Number.NaN }];
  if (/^[+-]?(?:nan|inf(?:inity)?)$/i.test(text)) return new Refused('not-finite', `${text} is not a finite number`);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    return new Refused('not-json', 'the payload is neither a number nor JSON');
  }
  const value = Number(text);
  if (!Number.isFinite(value)) return new Refused('not-finite', 'the number is too large');
  return [{ field: '', value, timeMillis: Number.NaN }];
}

function decodeJson(payload: Buffer): readonly DecodedReading[] | Refused {
  const document = parseJson(payload);
  if (document instanceof Refused) return document;
  if (!isRecord(document)) return new Refused('wrong-type', 'a JSON payload must be an object');
  const time = timeOf(document);
  if (time instanceof Refused) return time;
  const value = fieldOf(document, 'value');
  if (value !== undefined) return decodeSingle(document, value, time);
  return decodeLeaves(document, time);
}

function decodeSingle(
  document: Record<string, unknown>,
  value: unknown,
  timeMillis: number,
): readonly DecodedReading[] | Refused {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number !== 'number') return new Refused('wrong-type', '"value" must be a number');
  if (!Number.isFinite(number)) return new Refused('not-finite', '"value" is too large');
  const unit = fieldOf(document, 'unit');
  const named = typeof unit === 'string' && unit.length <= MAX_NAME_LENGTH;
  return [named ? { field: '', value: number, timeMillis, unit } : { field: '', value: number, timeMillis }];
}

function timeOf(document: Record<string, unknown>): number | Refused {
  const time = fieldOf(document, 'time') ?? undefined;
  if (time === undefined) return Number.NaN;
  const millis = parseDeviceTime(time);
  return Number.isFinite(millis) ? millis : new Refused('wrong-type', '"time" must be milliseconds or ISO 8601');
}

function decodeLeaves(document: Record<string, unknown>, timeMillis: number): readonly DecodedReading[] | Refused {
  const readings: DecodedReading[] = [];
  const pending: { readonly path: string; readonly value: unknown; readonly depth: number }[] = [];
  const push = (prefix: string, record: Record<string, unknown>, depth: number): void => {
    for (const [name, value] of Object.entries(record)) {
      if (prefix === '' && name === 'time') continue;
      pending.push({ path: prefix === '' ? name : `${prefix}.${name}`, value, depth });
    }
  };
  push('', document, 1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isRecord(next.value)) {
      if (next.depth < MAX_DEPTH) push(next.path, next.value, next.depth + 1);
    } else if (isLeaf(next.value) && next.path.length <= MAX_NAME_LENGTH) {
      readings.push({ field: next.path, value: Number(next.value), timeMillis });
    }
    if (readings.length + pending.length > MAX_FIELDS) {
      return new Refused('too-many-fields', `more than ${MAX_FIELDS} fields in one message`);
    }
  }
  return readings.length === 0 ? new Refused('wrong-type', 'no number in the payload') : readings.toReversed();
}

function isLeaf(value: unknown): value is number | boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
