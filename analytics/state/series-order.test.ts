import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { SeriesOrder } from './series-order.ts';

function ordered(ids: readonly number[]): number[] {
  return [...new SeriesOrder().rowsBySeries(Int32Array.from(ids), ids.length).subarray(0, ids.length)];
}

describe('the order of series', () => {
  it('is that of their arrival for a few rows, which are not worth the trouble', () => {
    expect(ordered([7, 3, 7])).toEqual([0, 1, 2]);
    expect(ordered([])).toEqual([]);
  });

  it.each([1, 100, 40_000, 2_000_000])(
    'has every row once, and series of like numbers together, of %i series',
    (series) => {
      const random = new SeededRandom(series);
      const ids = Array.from({ length: 5000 }, () => Math.floor(random.uniform() * series));
      const rows = ordered(ids);
      expect(rows.toSorted((a, b) => a - b)).toEqual(ids.map((_, row) => row));
      const closeness = 2 ** Math.max(0, Math.ceil(Math.log2(series)) - 11);
      for (const [place, row] of rows.entries()) {
        const [before, now] = [rows[place - 1] ?? row, row].map((each) => ids[each] ?? NaN);
        expect(now).toBeGreaterThan((before ?? NaN) - closeness);
        if (before === now && place > 0) expect(row).toBeGreaterThan(rows[place - 1] ?? NaN);
      }
    },
  );

  it('forgets the batch before', () => {
    const order = new SeriesOrder();
    const descending = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => rows - row);
    order.rowsBySeries(descending(900), 900);
    expect([...order.rowsBySeries(descending(600), 600).subarray(0, 600)]).toEqual([
      ...new SeriesOrder().rowsBySeries(descending(600), 600),
    ]);
  });
});
