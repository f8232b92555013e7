import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptChunk } from './byte-reader.ts';
import { ChunkEncoder, decodeChunk } from './chunk-codec.ts';

const encoder = new ChunkEncoder();

function roundTrip(times: readonly number[], values: readonly number[]): { times: number[]; values: number[] } {
  const data = encoder.encode(Float64Array.from(times), Float64Array.from(values)).slice();
  const decodedTimes = new Float64Array(times.length);
  const decodedValues = new Float64Array(times.length);
  decodeChunk(data, times[0] ?? 0, decodedTimes, decodedValues);
  return { times: [...decodedTimes], values: [...decodedValues] };
}

function bytesPerReading(count: number, time: (row: number) => number, value: (row: number) => number): number {
  const times = Float64Array.from({ length: count }, (_, row) => time(row));
  const values = Float64Array.from({ length: count }, (_, row) => value(row));
  return encoder.encode(times, values).length / count;
}

/** Deterministic uniform numbers in [0, 1): Park and Miller's minimal standard. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function everySecond(row: number): number {
  return 1_700_000_000_000 + row * 1000;
}

const AWKWARD_VALUES = [0, -0, 1, 0.1, 1e308, -1e308, 5e-324, -5e-324, 0.1 + 0.2, 2 ** 50, 2 ** 53, 1e-6, 123456.789];

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(...AWKWARD_VALUES),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
);

describe('a chunk', () => {
  it('gives back every finite double, bit for bit', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 200 }), (values) => {
        const times = values.map((_, row) => 1_700_000_000_000 + row * 1000);
        expect(roundTrip(times, values)).toEqual({ times, values });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back decimals of every precision', () => {
    const decimals = fc.integer({ min: 0, max: 8 }).chain((places) =>
      fc.array(
        fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => Number((units / 10 ** places).toFixed(places))),
        { minLength: 1, maxLength: 100 },
      ),
    );
    fc.assert(
      fc.property(decimals, (values) => {
        const times = values.map((_, row) => row);
        expect(roundTrip(times, values).values).toEqual(values);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back any times: irregular, negative, fractional, far away', () => {
    const anyTime = fc.oneof(
      fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
      fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(anyTime, { minLength: 1, maxLength: 100 }), (times) => {
        const values = times.map(() => 1);
        expect(roundTrip(times, values)).toEqual({ times, values });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back runs of any length between changes', () => {
    const run = fc.tuple(anyValue, fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (runs) => {
        const values = runs.flatMap(([value, length]) => Array.from({ length }, () => value));
        const times = values.map((_, row) => row * 250);
        expect(roundTrip(times, values)).toEqual({ times, values });
      }),
    );
  });

  it('refuses bytes that no encoder wrote, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 500 }), (data, count) => {
        try {
          decodeChunk(data, 0, new Float64Array(count), new Float64Array(count));
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptChunk);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a chunk that was cut short or has bytes too many', () => {
    const data = encoder.encode(Float64Array.of(1, 2, 3), Float64Array.of(1.5, 2.5, 9.5)).slice();
    expect(() => decodeChunk(data.subarray(0, -1), 1, new Float64Array(3), new Float64Array(3))).toThrow(CorruptChunk);
    expect(() => decodeChunk(Uint8Array.of(...data, 0), 1, new Float64Array(3), new Float64Array(3))).toThrow(
      CorruptChunk,
    );
  });
});

describe('the size of a chunk', () => {
  it('is next to nothing for a constant', () => {
    expect(bytesPerReading(3600, everySecond, () => 21.5)).toBeLessThan(0.01);
    expect(bytesPerReading(3600, everySecond, () => 0.1 + 0.2)).toBeLessThan(0.02);
  });

  it('is at most 3 bytes a reading for a noisy sensor with two decimals at about 1 Hz', () => {
    const random = makeRandom(7);
    const noise = (): number => random() + random() + random() - 1.5;
    const jitteringTime = (row: number): number => everySecond(row) + Math.round(20 * random());
    const noisyValue = (row: number): number => Number((20 + 5 * Math.sin(row / 600) + noise()).toFixed(2));
    expect(bytesPerReading(3600, jitteringTime, noisyValue)).toBeLessThan(3);
  });

  it('is at most 2 bytes a reading for a slow sensor with two decimals at 1 Hz', () => {
    const random = makeRandom(11);
    let cents = 2150;
    const walk = (): number => {
      cents += Math.round(6 * random() - 3);
      return cents / 100;
    };
    expect(bytesPerReading(3600, everySecond, walk)).toBeLessThan(2);
  });

  it('never exceeds 9 bytes a value for noise in every bit', () => {
    const random = makeRandom(13);
    expect(bytesPerReading(3600, everySecond, () => random() - 0.5)).toBeLessThan(9.05);
  });
});
