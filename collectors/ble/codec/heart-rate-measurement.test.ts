import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHeartRateMeasurement } from './heart-rate-measurement.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('heart rate measurement', () => {
  it('is a heart rate in one byte', () => {
    expect(decodeHeartRateMeasurement(bytes('00 48'))).toEqual({
      ok: true,
      value: {
        heartRateBpm: 72,
        hasContact: undefined,
        energyExpendedKilojoules: undefined,
        rrIntervalsMilliseconds: [],
      },
    });
  });

  it('is a heart rate in two bytes', () => {
    expect(decodeHeartRateMeasurement(bytes('01 2c 01'))).toMatchObject({ value: { heartRateBpm: 300 } });
  });

  it('has contact and an RR interval', () => {
    expect(decodeHeartRateMeasurement(bytes('16 49 4a 03'))).toMatchObject({
      value: { heartRateBpm: 73, hasContact: true, rrIntervalsMilliseconds: [(842 / 1024) * 1000] },
    });
  });

  it('has energy and several RR intervals, oldest first', () => {
    const result = decodeHeartRateMeasurement(bytes('1e 50 10 00 00 04 33 03'));
    expect(result).toMatchObject({ value: { heartRateBpm: 80, hasContact: true, energyExpendedKilojoules: 16 } });
    expect(result.ok && result.value.rrIntervalsMilliseconds.map((rr) => rr.toFixed(1))).toEqual(['1000.0', '799.8']);
  });

  it('tells lost contact from a sensor that cannot tell', () => {
    expect(decodeHeartRateMeasurement(bytes('04 48'))).toMatchObject({ value: { hasContact: false } });
    expect(decodeHeartRateMeasurement(bytes('02 48'))).toMatchObject({ value: { hasContact: undefined } });
  });

  it.each([
    ['', 'empty'],
    ['00', 'too short'],
    ['01 48', 'too short'],
    ['08 48 01', 'too short'],
    ['10 48 4a', 'odd'],
    ['00 48 4a', 'odd'],
    ['00 48 4a 03', 'unannounced'],
  ])('is malformed as %j: %s', (hex, fault) => {
    expect(decodeHeartRateMeasurement(bytes(hex))).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });

  it('never throws and never makes up a number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (frame) => {
        const result = decodeHeartRateMeasurement(frame);
        if (!result.ok) return;
        const numbers = [result.value.heartRateBpm, ...result.value.rrIntervalsMilliseconds];
        expect(numbers.every((value) => value >= 0 && value <= 65_535)).toBe(true);
      }),
    );
  });

  it('reads back what was encoded, from the middle of a larger buffer too', () => {
    const u16 = fc.integer({ min: 0, max: 65_535 });
    const measurement = fc.record({
      wide: fc.boolean(),
      heartRate: fc.integer({ min: 0, max: 255 }),
      contact: fc.constantFrom(undefined, false, true),
      energy: fc.option(u16, { nil: undefined }),
      rr: fc.array(u16, { maxLength: 9 }),
    });
    fc.assert(
      fc.property(measurement, fc.uint8Array({ maxLength: 5 }), (wanted, around) => {
        const frame = encode(wanted);
        const whole = Uint8Array.of(...around, ...frame, ...around);
        const result = decodeHeartRateMeasurement(whole.subarray(around.length, around.length + frame.length));
        expect(result).toEqual({
          ok: true,
          value: {
            heartRateBpm: wanted.heartRate,
            hasContact: wanted.contact,
            energyExpendedKilojoules: wanted.energy,
            rrIntervalsMilliseconds: wanted.rr.map((units) => (units * 1000) / 1024),
          },
        });
      }),
    );
  });
});

interface Wanted {
  readonly wide: boolean;
  readonly heartRate: number;
  readonly contact: boolean | undefined;
  readonly energy: number | undefined;
  readonly rr: readonly number[];
}

const littleEndian = (value: number): number[] => [value & 0xff, value >> 8];

function encode({ wide, heartRate, contact, energy, rr }: Wanted): number[] {
  const contactBits = contact === undefined ? 0 : contact ? 0b110 : 0b100;
  const flags = (wide ? 1 : 0) | contactBits | (energy === undefined ? 0 : 8) | (rr.length === 0 ? 0 : 16);
  return [
    flags,
    ...(wide ? littleEndian(heartRate) : [heartRate]),
    ...(energy === undefined ? [] : littleEndian(energy)),
    ...rr.flatMap((value) => littleEndian(value)),
  ];
}
