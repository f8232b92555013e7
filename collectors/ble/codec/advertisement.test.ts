import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_ADVERTISEMENT_BYTES,
  readAdStructures,
  splitManufacturerData,
  splitServiceData,
  type AdStructure,
} from './advertisement.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const encode = (structures: readonly AdStructure[]): Uint8Array =>
  Uint8Array.from(structures.flatMap(({ type, data }) => [data.length + 1, type, ...data]));

describe('advertising data', () => {
  it('is structures of length, type and data', () => {
    expect(readAdStructures(bytes('02 01 06 03 03 aafe'))).toEqual({
      structures: [
        { type: 0x01, data: bytes('06') },
        { type: 0x03, data: bytes('aafe') },
      ],
      isCutOff: false,
    });
  });

  it('ends at a length of 0, and padding is no fault', () => {
    const { structures, isCutOff } = readAdStructures(bytes('0201060000ff'));
    expect(structures).toHaveLength(1);
    expect(isCutOff).toBe(false);
  });

  it('keeps what stands before a structure that is cut off', () => {
    for (const hex of ['02010603ff4c', '0201061a', '02010602']) {
      const { structures, isCutOff } = readAdStructures(bytes(hex));
      expect(structures).toHaveLength(1);
      expect(isCutOff).toBe(true);
    }
  });

  it('is bounded', () => {
    const { structures, isCutOff } = readAdStructures(Buffer.alloc(1_000_000, '0109', 'hex'));
    expect(structures).toHaveLength(MAX_ADVERTISEMENT_BYTES / 2);
    expect(isCutOff).toBe(true);
  });

  it('never throws and never gives a byte that was not there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const { structures } = readAdStructures(bytes);
        expect(encode(structures)).toEqual(bytes.slice(0, encode(structures).length));
      }),
    );
  });

  it('reads back what was encoded', () => {
    const structure = fc.record({
      type: fc.integer({ min: 0, max: 255 }),
      data: fc.uint8Array({ maxLength: 29 }),
    });
    fc.assert(
      fc.property(fc.array(structure, { maxLength: 20 }), (structures) => {
        expect(readAdStructures(encode(structures))).toEqual({ structures, isCutOff: false });
      }),
    );
  });
});

describe('manufacturer and service data', () => {
  it('begin with two bytes that say whose they are', () => {
    expect(splitManufacturerData(Uint8Array.of(0x4c, 0x00, 2))).toEqual({ companyId: 0x4c, data: Uint8Array.of(2) });
    expect(splitServiceData(Uint8Array.of(0xaa, 0xfe))).toEqual({ serviceUuid16: 0xfeaa, data: Uint8Array.of() });
  });

  it('are nothing without them', () => {
    expect(splitManufacturerData(Uint8Array.of(1))).toBeUndefined();
    expect(splitServiceData(Uint8Array.of())).toBeUndefined();
  });
});
