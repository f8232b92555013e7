import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAdStructures, splitServiceData } from './advertisement.ts';
import { decodeEddystone, EDDYSTONE_SERVICE_UUID16 } from './eddystone.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

interface Telemetry {
  readonly millivolts: number;
  readonly temperature: number;
  readonly count: number;
  readonly tenths: number;
}

function encode({ millivolts, temperature, count, tenths }: Telemetry): Buffer {
  const frame = Buffer.alloc(14);
  frame.writeUInt8(0x20, 0);
  frame.writeUInt16BE(millivolts, 2);
  frame.writeInt16BE(temperature, 4);
  frame.writeUInt32BE(count, 6);
  frame.writeUInt32BE(tenths, 10);
  return frame;
}

describe('Eddystone telemetry', () => {
  it('is found in a whole advertisement', () => {
    const hex = '02 01 06 03 03 aafe 11 16 aafe 20 00 0bb8 1580 0000002a 00000384';
    const { structures } = readAdStructures(bytes(hex));
    const service = splitServiceData(structures[2]?.data ?? Uint8Array.of());
    expect(service?.serviceUuid16).toBe(EDDYSTONE_SERVICE_UUID16);
    expect(decodeEddystone(service?.data ?? Uint8Array.of())).toEqual({
      ok: true,
      value: {
        frame: 'telemetry',
        batteryMillivolts: 3000,
        temperatureCelsius: 21.5,
        advertisementCount: 42,
        uptimeSeconds: 90,
      },
    });
  });

  it('may be below zero, or have no temperature and no battery', () => {
    const frame = { millivolts: 0, temperature: -0x8000, count: 0, tenths: 0 };
    expect(decodeEddystone(encode(frame))).toMatchObject({
      value: { batteryMillivolts: undefined, temperatureCelsius: undefined },
    });
    expect(decodeEddystone(encode({ ...frame, temperature: -0x0140 }))).toMatchObject({
      value: { temperatureCelsius: -1.25 },
    });
  });

  it('is malformed in any other length', () => {
    expect(decodeEddystone(bytes('20000bb8'))).toMatchObject({ ok: false });
    expect(decodeEddystone(Buffer.alloc(15, 0).fill(0x20, 0, 1))).toMatchObject({ ok: false });
  });

  it('reads back what was encoded', () => {
    const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const frame = fc.record({
      millivolts: fc.integer({ min: 1, max: 65_535 }),
      temperature: fc.integer({ min: -0x7fff, max: 0x7fff }),
      count: u32,
      tenths: u32,
    });
    fc.assert(
      fc.property(frame, (wanted) => {
        expect(decodeEddystone(encode(wanted))).toMatchObject({
          value: {
            batteryMillivolts: wanted.millivolts,
            temperatureCelsius: wanted.temperature / 256,
            advertisementCount: wanted.count,
            uptimeSeconds: wanted.tenths / 10,
          },
        });
      }),
    );
  });
});

describe('other Eddystone frames', () => {
  it('say who the beacon is, with and without reserved bytes', () => {
    const uid = '00 ee 0102030405060708090a 0b0c0d0e0f10';
    for (const hex of [uid, `${uid}0000`]) {
      expect(decodeEddystone(bytes(hex))).toEqual({
        ok: true,
        value: { frame: 'uid', namespace: '0102030405060708090a', instance: '0b0c0d0e0f10' },
      });
    }
    expect(decodeEddystone(Buffer.from(uid.slice(3), 'hex'))).toMatchObject({ ok: true, value: { frame: 'other' } });
    expect(decodeEddystone(Buffer.from(uid.slice(0, -2), 'hex'))).toMatchObject({ ok: false });
  });

  it('are a sign of life, encrypted telemetry among them', () => {
    for (const hex of ['10ee0074656c6c74616c6500', '30ee0102030405060708', '2001']) {
      expect(decodeEddystone(bytes(hex))).toEqual({ ok: true, value: { frame: 'other' } });
    }
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => void decodeEddystone(bytes)));
    expect(decodeEddystone(Uint8Array.of())).toMatchObject({ ok: false });
  });
});
