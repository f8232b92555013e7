import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateBetween, type CounterSample } from './counter-rate.ts';

const widths = fc.constantFrom<32 | 64>(32, 64);

function sample(bits: 32 | 64, count: bigint, seconds: number): CounterSample {
  return { bits, count, monotonicMillis: seconds * 1000 };
}

describe('the rate of a counter', () => {
  it('is what was counted, wherever the counter stood and whether or not it wrapped', () => {
    const counted = widths.chain((bits) =>
      fc.tuple(
        fc.constant(bits),
        fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** BigInt(bits - 1) - 1n }),
      ),
    );
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 3600 }), ([bits, start, step], seconds) => {
        const end = BigInt.asUintN(bits, start + step);
        expect(rateBetween(sample(bits, start, 0), sample(bits, end, seconds))).toBe(Number(step) / seconds);
      }),
    );
  });

  it('keeps single counts above 2^53', () => {
    expect(rateBetween(sample(64, 2n ** 63n, 0), sample(64, 2n ** 63n + 3n, 1))).toBe(3);
  });

  it('wraps at the width of the counter', () => {
    expect(rateBetween(sample(32, 2n ** 32n - 1n, 0), sample(32, 9n, 2))).toBe(5);
    expect(rateBetween(sample(64, 2n ** 64n - 1n, 0), sample(64, 9n, 2))).toBe(5);
  });

  it('is none after a reset, rather than a spike', () => {
    expect(rateBetween(sample(64, 5_000_000_000n, 0), sample(64, 12n, 30))).toBeUndefined();
    expect(rateBetween(sample(32, 1000n, 0), sample(32, 12n, 30))).toBeUndefined();
  });

  it('is none when no time has passed or the counters differ in width', () => {
    expect(rateBetween(sample(64, 1n, 5), sample(64, 2n, 5))).toBeUndefined();
    expect(rateBetween(sample(32, 1n, 0), sample(64, 2n, 5))).toBeUndefined();
  });

  it('is never negative and always finite', () => {
    const any = fc.record({
      bits: widths,
      count: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      monotonicMillis: fc.nat(),
    });
    fc.assert(
      fc.property(any, any, (previous, current) => {
        const rate = rateBetween(previous, current) ?? 0;
        return Number.isFinite(rate) && rate >= 0;
      }),
    );
  });
});
