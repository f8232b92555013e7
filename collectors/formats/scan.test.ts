import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReading } from './decode-reading.ts';
import { Refused } from './refused.ts';
import { scanNumber } from './scan-number.ts';
import { scanReading } from './scan-reading.ts';

function scan(text: string): number {
  const bytes = Buffer.from(text);
  return scanNumber(bytes, 0, bytes.length);
}

describe('scanNumber', () => {
  it('finds the same double as JSON.parse, or leaves the text to it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
          fc.stringMatching(/^-?\d{1,17}(\.\d{1,17})?$/),
        ),
        (text) => {
          const scanned = scan(text);
          if (!Number.isNaN(scanned)) expect(Object.is(scanned, JSON.parse(text))).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it.each(['21.5', '-0.125', '0', '100', '123456789012345', '0.000001'])('reads %s itself', (text) => {
    expect(scan(text)).toBe(Number(text));
  });

  it.each(['', '-', '.5', '1.', '01', '1e5', '1.2.3', 'NaN', 'Infinity', ' 1', '1234567890123456', '--1'])(
    'leaves %j to the general parser',
    (text) => {
      expect(scan(text)).toBeNaN();
    },
  );
});

describe('scanReading', () => {
  const into = { value: Number.NaN, timeMillis: Number.NaN };

  function expectSameAsJson(text: string): boolean {
    const bytes = Buffer.from(text);
    if (!scanReading(bytes, 0, bytes.length, into)) return false;
    const slow = decodeReading(bytes);
    expect(slow).not.toBeInstanceOf(Refused);
    expect(slow).toMatchObject([{ field: '', value: into.value, timeMillis: into.timeMillis }]);
    return true;
  }

  it('agrees with JSON.parse on every payload it takes, whole or damaged', () => {
    const payload = fc
      .record(
        {
          value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.string(), fc.boolean()),
          time: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constant('2026-01-02T03:04:05Z')),
          unit: fc.string(),
          other: fc.integer(),
        },
        { requiredKeys: [] },
      )
      .map((record) => JSON.stringify(record));
    const damaged = fc
      .tuple(payload, fc.nat(60), fc.constantFrom('', '"', ',', '{', '}', ':', '1', ' ', '\\'))
      .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(payload, damaged), (text) => void expectSameAsJson(text)),
      { numRuns: 10_000 },
    );
  });

  it.each(['{"value":21.5}', '{ "time": 1760000000000, "unit": "C", "value": -3 }', '{"value":1,"value":2}'])(
    'takes %s without JSON.parse',
    (text) => {
      expect(expectSameAsJson(text)).toBe(true);
    },
  );

  it.each(['{"value":"x"}', '{"value":1e5}', '{"value":1', '{"value":1}x', '{"temperature":1}', '{}', '{"value":1,}'])(
    'leaves %s to JSON.parse',
    (text) => {
      expect(expectSameAsJson(text)).toBe(false);
    },
  );
});
