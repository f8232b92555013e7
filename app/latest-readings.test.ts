import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import { LatestReadings } from './latest-readings.ts';

type Row = readonly [seriesId: number, observedAtMillis: number, value: number];

function makeLatest(seriesCount: number) {
  const registry = new SeriesRegistry({ maxSeries: seriesCount, maxSeriesPerSensor: seriesCount });
  for (let n = 0; n < seriesCount; n += 1) registry.register(makeSeries('lab', 's', `m${n}`));
  const latest = new LatestReadings(registry);
  const observe = (...rows: readonly Row[]): void => {
    const builder = new ReadingBatchBuilder();
    for (const row of rows) builder.add(...row);
    latest.observe(builder.build(0));
  };
  const take = (most = 1_000_000): Row[] =>
    latest.takeChanged(most).map(({ seriesKey, observedAtMillis, value }) => {
      return [registry.find(seriesKey)?.id ?? -1, observedAtMillis, value];
    });
  return { latest, observe, take };
}

describe('the latest readings', () => {
  it('are the newest by the device’s clock, in whatever order they came', () => {
    const { observe, take } = makeLatest(2);
    observe([0, 20, 1], [0, 10, 2], [1, -5, 3]);
    observe([0, 15, 4]);
    expect(take()).toEqual([
      [0, 20, 1],
      [1, -5, 3],
    ]);
  });

  it('are found by the key of their series, once there is one', () => {
    const { latest, observe } = makeLatest(3000);
    const key = 'm1{sensor="s",site="lab"}';
    expect(latest.find(key)).toBeUndefined();
    expect(latest.find('m2999{sensor="s",site="lab"}')).toBeUndefined();
    expect(latest.find('nobody')).toBeUndefined();
    observe([1, -5, 3]);
    expect(latest.find(key)).toEqual({ seriesKey: key, observedAtMillis: -5, value: 3 });
  });

  it('are corrected by a later reading of the same time', () => {
    const { observe, take } = makeLatest(1);
    observe([0, 10, 1], [0, 10, 2]);
    expect(take()).toEqual([[0, 10, 2]]);
  });

  it('are handed on once, until they change', () => {
    const { observe, take, latest } = makeLatest(1);
    observe([0, 10, 1]);
    expect(latest.changedCount).toBe(1);
    take();
    expect(take()).toEqual([]);
    observe([0, 5, 2]);
    expect(take()).toEqual([]);
    observe([0, 11, 3]);
    expect(take()).toEqual([[0, 11, 3]]);
  });

  it('are all handed on again when whoever had them has lost them', () => {
    const { observe, take, latest } = makeLatest(3);
    observe([0, 10, 1], [2, 10, 2]);
    take();
    observe([2, 11, 3]);
    latest.markAllChanged();
    expect(take().sort(([a], [b]) => a - b)).toEqual([
      [0, 10, 1],
      [2, 11, 3],
    ]);
    expect(take()).toEqual([]);
  });

  it('are handed on in parts when there are many, none lost and none twice', () => {
    const { observe, take } = makeLatest(5000);
    observe(...Array.from({ length: 5000 }, (_, id): Row => [id, 1, id]));
    const parts = [take(2000), take(2000), take(2000)];
    expect(parts.map(({ length }) => length)).toEqual([2000, 2000, 1000]);
    expect(new Set(parts.flat().map(([id]) => id)).size).toBe(5000);
  });

  it('agree with a plain map for any sequence of readings', () => {
    const row = fc.tuple(fc.nat(30), fc.integer({ min: -50, max: 50 }), fc.integer());
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { observe, take } = makeLatest(31);
        const expected = new Map<number, Row>();
        for (const given of rows) {
          observe(given);
          if (given[1] >= (expected.get(given[0])?.[1] ?? -Infinity)) expected.set(given[0], given);
        }
        expect(new Map(take().map((taken) => [taken[0], taken]))).toEqual(expected);
      }),
    );
  });
});
