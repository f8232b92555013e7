import { describe, expect, it } from 'vitest';
import { decodeReading } from './decode-reading.ts';
import { Refused } from './refused.ts';

function reasonOf(payload: string | Buffer): string {
  const decoded = decodeReading(Buffer.from(payload));
  return decoded instanceof Refused ? decoded.reason : 'accepted';
}

describe('a reading payload', () => {
  it('may be a bare number', () => {
    expect(decodeReading(Buffer.from(' 2.15e1 '))).toMatchObject([{ field: '', value: 21.5 }]);
  });

  it('may be an object with value, time and unit', () => {
    const decoded = decodeReading(Buffer.from('{"value": 21.5, "time": "2026-01-02T03:04:05", "unit": "C"}'));
    expect(decoded).toEqual([{ field: '', value: 21.5, timeMillis: Date.UTC(2026, 0, 2, 3, 4, 5), unit: 'C' }]);
  });

  it('may be an object whose numeric leaves are metrics', () => {
    const decoded = decodeReading(Buffer.from('{"temperature": 20, "power": {"phase1": 5, "on": true}, "name": "x"}'));
    expect(decoded).toMatchObject([
      { field: 'temperature', value: 20 },
      { field: 'power.phase1', value: 5 },
      { field: 'power.on', value: 1 },
    ]);
  });

  it('may be a word for on or off', () => {
    expect(decodeReading(Buffer.from('OFF'))).toMatchObject([{ value: 0 }]);
  });

  it.each([
    ['{"value": 1', 'not-json'],
    ['hello', 'not-json'],
    ['{"value": "1"}', 'wrong-type'],
    ['{"value": null}', 'wrong-type'],
    ['[1, 2]', 'wrong-type'],
    ['{"name": "x"}', 'wrong-type'],
    ['', 'wrong-type'],
    ['{"value": 1, "time": "yesterday"}', 'wrong-type'],
    ['NaN', 'not-finite'],
    ['-Infinity', 'not-finite'],
    ['{"value": NaN}', 'not-finite'],
    ['{"value": 1e999}', 'not-finite'],
    ['1e999', 'not-finite'],
    [Buffer.from([0xff, 0xfe]), 'not-utf8'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not-utf8'],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`m${n}`, n]))), 'too-many-fields'],
  ])('%s is refused as %s', (payload, reason) => {
    expect(reasonOf(payload)).toBe(reason);
  });

  it('named __proto__ is a field like any other', () => {
    expect(decodeReading(Buffer.from('{"__proto__": 5, "constructor": 6}'))).toMatchObject([
      { field: '__proto__', value: 5 },
      { field: 'constructor', value: 6 },
    ]);
    expect(Object.hasOwn(Object.prototype, 'value')).toBe(false);
  });

  it('nested deeper than anyone needs is not followed', () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect(reasonOf(deep)).toBe('wrong-type');
  });
});
