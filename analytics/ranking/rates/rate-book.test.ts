import { describe, expect, it } from 'vitest';
import { NameClusters } from '../past/name-clusters.ts';
import { RowKeys } from '../past/row-keys.ts';
import type { RankingRow } from '../ranking-row.ts';
import { RateBook } from './rate-book.ts';
import { logOddsOf, smoothedDeviation } from './rate-table.ts';

const ALONE = {
  types: new Int32Array(0),
  agesSeconds: new Float64Array(0),
  sameSensor: new Uint8Array(0),
  from: 0,
  to: 0,
};
const DAY_SECONDS = 86_400;

function row(fields: Partial<RankingRow>): RankingRow {
  return {
    timeSeconds: 1_699_920_000,
    type: 'motion',
    site: 'lab',
    sensor: 'door 1',
    latitude: 42,
    longitude: 13,
    numbers: [],
    words: [],
    ...fields,
  };
}

function bookOf(closed: readonly (readonly [Partial<RankingRow>, 0 | 1])[], wordColumns: readonly string[] = []) {
  const keys = new RowKeys(NameClusters.none);
  const families = new RateBook(wordColumns, new Float64Array(0), 0).keyedCount;
  const book = new RateBook(wordColumns, new Float64Array(families).fill(4), row({}).timeSeconds);
  for (const [fields, label] of closed) book.learn(keys.keysOf(row(fields)), label);
  return (fields: Partial<RankingRow>, name: string, laterSeconds = 0) => {
    const keyed = keys.keysOf(row(fields));
    const out = new Float64Array(book.features.length);
    book.write(keyed, ALONE, keyed.timeSeconds + laterSeconds, out, 0);
    return out[book.features.findIndex((feature) => feature.name === name)] ?? NaN;
  };
}

const mixed = [
  [{ type: 'fire' }, 1],
  [{ type: 'fire' }, 1],
  [{ type: 'motion' }, 0],
  [{ type: 'motion' }, 0],
] as const;

describe('true rates', () => {
  it('are above 0 for what was true more often than usual, below for less, 0 for the unknown', () => {
    const rate = bookOf(mixed);
    expect(rate({ type: 'fire' }, 'true rate of type')).toBeGreaterThan(0);
    expect(rate({ type: 'motion' }, 'true rate of type')).toBeLessThan(0);
    expect(rate({ type: 'new' }, 'true rate of type')).toBe(0);
  });

  it('are exactly 0 for the unknown whatever the rate of the room, so that no tree can split on rounding', () => {
    for (let falses = 1; falses < 200; falses++) {
      const rate = 1 / (falses + 2);
      expect(smoothedDeviation(0, 0, 2 ** (-falses / 7), rate, logOddsOf(rate))).toBe(0);
    }
  });

  it('reach around a place, less the farther away', () => {
    const rate = bookOf([
      [{ latitude: 42, longitude: 13 }, 1],
      [{ latitude: 44, longitude: 13 }, 0],
    ]);
    const at = (latitude: number) => rate({ latitude, longitude: 13 }, 'true rate of places within 250 m');
    expect(at(42)).toBeGreaterThan(at(42.004));
    expect(at(42.004)).toBeGreaterThan(0);
    expect(at(43)).toBe(0);
    expect(rate({ latitude: NaN }, 'true rate of places within 250 m')).toBe(0);
  });

  it('reach around a time of day, over midnight', () => {
    const rate = bookOf([
      [{ timeSeconds: DAY_SECONDS * 19_000 }, 1],
      [{ timeSeconds: DAY_SECONDS * 19_000 + DAY_SECONDS / 2 }, 0],
    ]);
    const at = (hours: number) =>
      rate({ timeSeconds: DAY_SECONDS * 19_000 + hours * 3600 }, 'true rate of time of day');
    expect(at(23.5)).toBeGreaterThan(0);
    expect(at(12)).toBeLessThan(0);
  });

  it('fade: what was closed long ago says less', () => {
    const rate = bookOf(mixed);
    const fresh = rate({ type: 'fire' }, 'true rate of type');
    const old = rate({ type: 'fire' }, 'true rate of type', 720 * DAY_SECONDS);
    expect(old).toBeGreaterThan(0);
    expect(old).toBeLessThan(fresh / 2);
  });

  it('of events that were closed in several books are, joined, as if they had been closed in one', () => {
    const keys = new RowKeys(NameClusters.none);
    const rows = Array.from({ length: 200 }, (_, index) =>
      keys.keysOf(
        row({
          timeSeconds: row({}).timeSeconds + index * 7000,
          type: `type ${index % 7}`,
          sensor: `door ${index % 11}`,
          latitude: 42 + (index % 5) / 500,
          words: [`contract ${index % 3}`],
        }),
      ),
    );
    const made = () => new RateBook(['contract'], new Float64Array(10).fill(4), row({}).timeSeconds);
    const [one, first, second, joined] = [made(), made(), made(), made()];
    for (const [index, closed] of rows.entries()) {
      const label = index % 4 === 0 ? 1 : 0;
      one.learn(closed, label);
      (index % 3 === 0 ? first : second).learn(closed, label);
    }
    joined.learnAll(first);
    joined.learnAll(second);
    expect(joined.rate).toBeCloseTo(one.rate, 12);
    const written = (book: RateBook, closed: (typeof rows)[number]) => {
      const out = new Float64Array(book.features.length);
      book.write(closed, ALONE, closed.timeSeconds, out, 0);
      return out;
    };
    for (const closed of rows) {
      const expected = written(one, closed);
      for (const [feature, value] of written(joined, closed).entries())
        if (!Number.isNaN(value)) expect(value).toBeCloseTo(expected[feature] ?? NaN, 9);
    }
  });

  it('are kept for every further column of words', () => {
    const rate = bookOf(
      [
        [{ words: ['gold'] }, 1],
        [{ words: ['basic'] }, 0],
      ],
      ['contract'],
    );
    expect(rate({ words: ['gold'] }, 'true rate of column contract')).toBeGreaterThan(0);
    expect(rate({ words: [''] }, 'true rate of column contract')).toBe(0);
  });
});
