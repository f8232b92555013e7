import { scanNumber } from './scan-number.ts';

/** What a scan found; one object is reused for all scans. `timeMillis` is NaN when the payload has no time. */
export interface ScannedReading {
  value: number;
  timeMillis: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;
const BACKSLASH = 92;
const SPACE = 32;
const FIRST_NON_ASCII = 128;

const VALUE = [...Buffer.from('value')];
const TIME = [...Buffer.from('time')];
const UNIT = [...Buffer.from('unit')];

/**
 * Reads `{"value": n, "time": ms, "unit": "…"}` straight from the bytes, in any order of keys, with plain
 * numbers and strings without escapes. False for everything else, good or bad: JSON.parse decides then.
 * Where it says true, JSON.parse would have found the same value and time.
 */
export function scanReading(bytes: Uint8Array, start: number, end: number, into: ScannedReading): boolean {
  into.value = Number.NaN;
  into.timeMillis = Number.NaN;
  let at = skipSpace(bytes, start, end);
  if (bytes[at] !== OPEN) return false;
  at = skipSpace(bytes, at + 1, end);
  for (;;) {
    if (bytes[at] !== QUOTE) return false;
    const keyStart = at + 1;
    const keyEnd = endOfString(bytes, keyStart, end);
    if (keyEnd < 0) return false;
    at = skipSpace(bytes, keyEnd + 1, end);
    if (bytes[at] !== COLON) return false;
    at = skipSpace(bytes, at + 1, end);
    const valueStart = at;
    at = endOfValue(bytes, at, end);
    if (at < 0 || !take(bytes, keyStart, keyEnd, valueStart, at, into)) return false;
    at = skipSpace(bytes, at, end);
    if (bytes[at] === CLOSE) break;
    if (bytes[at] !== COMMA) return false;
    at = skipSpace(bytes, at + 1, end);
  }
  return skipSpace(bytes, at + 1, end) === end && !Number.isNaN(into.value);
}

function take(
  bytes: Uint8Array,
  keyStart: number,
  keyEnd: number,
  valueStart: number,
  valueEnd: number,
  into: ScannedReading,
): boolean {
  if (equals(bytes, keyStart, keyEnd, UNIT)) return bytes[valueStart] === QUOTE;
  const isValue = equals(bytes, keyStart, keyEnd, VALUE);
  if (!isValue && !equals(bytes, keyStart, keyEnd, TIME)) return false;
  const number = scanNumber(bytes, valueStart, valueEnd);
  if (Number.isNaN(number)) return false;
  if (isValue) into.value = number;
  else into.timeMillis = number;
  return true;
}

/** Just past a string or a number that begins at `at`; -1 if neither does. */
function endOfValue(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === QUOTE) {
    const close = endOfString(bytes, at + 1, end);
    return close < 0 ? -1 : close + 1;
  }
  let next = at;
  while (next < end && isNumberByte(bytes[next] ?? 0)) next += 1;
  return next === at ? -1 : next;
}

function isNumberByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 45 || byte === 46;
}

/** Index of the closing quote; -1 when the string holds an escape, a control character or anything but ASCII. */
function endOfString(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH || byte < SPACE || byte >= FIRST_NON_ASCII) return -1;
  }
  return -1;
}

function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === SPACE || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 9)) at += 1;
  return at;
}

function equals(bytes: Uint8Array, start: number, end: number, word: readonly number[]): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[start + index] !== word[index]) return false;
  }
  return true;
}
