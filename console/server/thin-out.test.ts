import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinOut, toChartColumns } from './thin-out.ts';

describe('thinning out a long range', () => {
  it('keeps every row of a short one', () => {
    expect(thinOut(Float64Array.of(1, 2, 3, 4), 1, 10)).toEqual([1, 2, 3]);
  });

  it('never drops the highest or the lowest reading and stays within its bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 2, max: 50 }),
        (numbers, maxPoints) => {
          const values = Float64Array.from(numbers);
          const rows = thinOut(values, 0, maxPoints);
          const kept = rows.map((row) => values[row]);
          expect(rows.length).toBeLessThanOrEqual(maxPoints);
          expect(rows).toEqual(rows.toSorted((a, b) => a - b));
          expect(Math.max(...kept.map(Number))).toBe(Math.max(...numbers));
          expect(Math.min(...kept.map(Number))).toBe(Math.min(...numbers));
        },
      ),
    );
  });

  it('leaves out the warm-up and says null where nothing was expected', () => {
    const columns = toChartColumns(
      {
        observedAtMillis: Float64Array.of(10, 20, 30),
        values: Float64Array.of(1, 2, 3),
        expected: Float64Array.of(NaN, NaN, 2.5),
        lower: Float64Array.of(NaN, NaN, 2),
        upper: Float64Array.of(NaN, NaN, 3),
      },
      1,
      100,
    );
    expect(columns).toEqual({
      times: [20, 30],
      values: [2, 3],
      expected: [null, 2.5],
      lower: [null, 2],
      upper: [null, 3],
    });
  });
});
