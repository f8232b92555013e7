import * as fc from 'fast-check';
import { ObjectType } from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { labelText, varbindValue } from './varbind-value.ts';

function valueOf(type: ObjectType, value: string | number | Buffer | null) {
  return varbindValue({ oid: '1.3.6.1', type, value });
}

function textOf(text: string) {
  return valueOf(ObjectType.OctetString, Buffer.from(text));
}

function labelOf(bytes: Buffer): string {
  return labelText({ oid: '1.3.6.1', type: ObjectType.OctetString, value: bytes });
}

describe('the value of a variable', () => {
  it('is a number for integers, gauges and ticks', () => {
    expect(valueOf(ObjectType.Integer, -7)).toEqual({ kind: 'number', value: -7 });
    expect(valueOf(ObjectType.Gauge, 4_294_967_295)).toEqual({ kind: 'number', value: 4_294_967_295 });
  });

  it('is an exact counter, with or without the leading zero of a high one', () => {
    const counts = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(counts, (count) => {
        const hex = count.toString(16);
        const shortest = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
        const withZero = Buffer.concat([Buffer.alloc(1), shortest]);
        for (const bytes of [shortest, withZero]) {
          expect(valueOf(ObjectType.Counter64, bytes)).toEqual({ kind: 'counter', count, bits: 64 });
        }
      }),
    );
  });

  it('refuses a Counter64 of an impossible length', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(10), Buffer.alloc(9, 1)]) {
      expect(valueOf(ObjectType.Counter64, bytes)).toMatchObject({ kind: 'refused', reason: 'wrong-type' });
    }
  });

  it('is the number in a string, as sensors write it', () => {
    expect(textOf(' 12.5 ')).toEqual({ kind: 'number', value: 12.5 });
    expect(textOf('-3e2')).toEqual({ kind: 'number', value: -300 });
  });

  it.each(['n/a', 'Error 4', '', ' ', '12 C', '0x1f', '1,5'])('refuses the text %j', (text) => {
    expect(textOf(text)).toMatchObject({ kind: 'refused', reason: 'wrong-type' });
  });

  it.each(['NaN', '-inf', 'Infinity', '1e999'])('refuses %s as not finite', (text) => {
    expect(textOf(text)).toMatchObject({ kind: 'refused', reason: 'not-finite' });
  });

  it('refuses what the agent says it does not have', () => {
    for (const type of [ObjectType.NoSuchObject, ObjectType.NoSuchInstance, ObjectType.EndOfMibView]) {
      expect(valueOf(type, null)).toMatchObject({ kind: 'refused', reason: 'unsupported' });
    }
    expect(valueOf(ObjectType.IpAddress, '10.0.0.1')).toMatchObject({ kind: 'refused', reason: 'wrong-type' });
  });
});

describe('a label from an agent', () => {
  it('is bounded and has no control characters', () => {
    expect(labelOf(Buffer.from('Gi1/0/1\n\u001b[31m'))).toBe('Gi1/0/1[31m');
    expect(labelOf(Buffer.from([0xff, 0xfe, 0x61]))).toBe('a');
    expect(labelOf(Buffer.alloc(1000, 'x')).length).toBe(64);
  });
});
