import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, keyText } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('sorts keys by code unit at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [{ z: 1, a: 'x' }], 10: true, 9: null, a: -0 })).toBe(
      '{"10":true,"9":null,"a":0,"b":[{"a":"x","z":1}]}',
    );
  });

  it('leaves out fields that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });

  it('writes numbers that JSON does not have by their names', () => {
    expect(canonicalJson([NaN, Infinity, -Infinity])).toBe('["NaN","Infinity","-Infinity"]');
  });

  it('keeps a field called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":2}'))).toBe('{"__proto__":2,"b":1}');
  });

  it('means the same as JSON.stringify, and the same bytes whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reverseKeys(value))).toBe(text);
      }),
    );
  });
});

describe('keyText', () => {
  it('leaves a plain text as it is', () => {
    expect(keyText('temperature{site=lab} é')).toBe('temperature{site=lab} é');
  });

  it('gives texts that survive UTF-8, different ones for different texts', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('a', '\\', '"', 'u', 'd800', '\ud800', '\udfff', '\u0000', 'é'),
    });
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Buffer.from(keyText(a)).toString()).toBe(keyText(a));
        expect(keyText(a) === keyText(b)).toBe(a === b);
      }),
      {
        examples: [
          ['\ud800', '\udfff'],
          ['\ud800', '\\ud800'],
        ],
      },
    );
  });
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => reverseKeys(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reverseKeys(field)]),
  );
}
