import { isUtf8 } from 'node:buffer';
import { Refused } from './refused.ts';

/** JSON.parse over bytes that must be UTF-8. Objects come without the `__proto__` trap: read them with `fieldOf`. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return new Refused('not-utf8', 'the payload is not UTF-8 text');
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return /^\s*[[{].*\b(?:NaN|-?Infinity)\b/s.test(text)
      ? new Refused('not-finite', 'NaN and Infinity are not numbers of JSON')
      : new Refused('not-json', 'the payload is not JSON');
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own field; never something inherited. */
export function fieldOf(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
