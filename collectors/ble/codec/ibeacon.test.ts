import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAdStructures, splitManufacturerData } from './advertisement.ts';
import { APPLE_COMPANY_ID, decodeIBeacon } from './ibeacon.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('iBeacon', () => {
  it('is found in a whole advertisement', () => {
    const hex = '02 01 06 1a ff 4c 00 02 15 b5b182c7eab14988aa99b5c1517008d9 0001 cf64 c5';
    const { structures } = readAdStructures(bytes(hex));
    const manufacturer = splitManufacturerData(structures[1]?.data ?? Uint8Array.of());
    expect(manufacturer?.companyId).toBe(APPLE_COMPANY_ID);
    expect(decodeIBeacon(manufacturer?.data ?? Uint8Array.of())).toEqual({
      ok: true,
      value: { uuid: 'b5b182c7-eab1-4988-aa99-b5c1517008d9', major: 1, minor: 0xcf64, measuredPowerDbm: -59 },
    });
  });

  it('is not one of the other things that Apple sends', () => {
    expect(decodeIBeacon(bytes('10050b1c'))).toBeUndefined();
    expect(decodeIBeacon(Uint8Array.of())).toBeUndefined();
  });

  it('is malformed in any other length', () => {
    for (const length of [1, 2, 22, 24]) {
      const frame = Buffer.alloc(length);
      frame.set([0x02, 0x15].slice(0, length));
      expect(decodeIBeacon(frame)).toMatchObject({ ok: false });
    }
  });

  it('never throws, and reads back what was encoded', () => {
    const u16 = fc.integer({ min: 0, max: 65_535 });
    const uuid = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => void decodeIBeacon(bytes)));
    fc.assert(
      fc.property(uuid, u16, u16, fc.integer({ min: -128, max: 127 }), (uuidBytes, major, minor, power) => {
        const frame = Buffer.alloc(23);
        frame.set([0x02, 0x15, ...uuidBytes]);
        frame.writeUInt16BE(major, 18);
        frame.writeUInt16BE(minor, 20);
        frame.writeInt8(power, 22);
        const result = decodeIBeacon(frame);
        expect(result).toMatchObject({ ok: true, value: { major, minor, measuredPowerDbm: power } });
        const text = result?.ok === true ? result.value.uuid.replaceAll('-', '') : '';
        expect(text).toBe(Buffer.from(uuidBytes).toString('hex'));
      }),
    );
  });
});
