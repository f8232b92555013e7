import { describe, expect, it } from 'vitest';
import { SeriesRegistry } from '../../core/series-registry.ts';
import { makeSeries } from '../../core/series.ts';
import { OPENED_AT_MILLIS } from './testing/make-event.ts';
import { serve } from './testing/serve.ts';

function registryWithOne(): SeriesRegistry {
  const registry = new SeriesRegistry();
  registry.register(makeSeries('lab', 's1', 'temperature', { unit: 'C', labels: [['__proto__', 'x']] }));
  return registry;
}
const key = registryWithOne().get(0)?.key ?? '';

async function serveThreeReadings(onRead: (from: number, to: number) => void = () => undefined): Promise<string> {
  return await serve({
    registry: registryWithOne(),
    history: {
      read: async (_id, from, to) => {
        onRead(from, to);
        return { observedAtMillis: Float64Array.of(1000, 2000, 3000), values: Float64Array.of(1, 2, 3) };
      },
    },
    expectedBand: (columns) => ({
      ...columns,
      expected: columns.values.map((value, row) => (row === 0 ? Number.NaN : value - 1)),
      lower: columns.values,
      upper: columns.values,
    }),
  });
}

describe('series and history', () => {
  it('lists series with their latest reading', async () => {
    const url = await serve({
      registry: registryWithOne(),
      latest: async (keys) => keys.map((seriesKey) => ({ seriesKey, observedAtMillis: OPENED_AT_MILLIS, value: 21.5 })),
      isLearning: () => true,
    });
    const text = await (await fetch(`${url}/api/v1/series`)).text();
    expect(text).toContain('"__proto__":"x"');
    expect(JSON.parse(text)).toMatchObject([
      {
        id: 0,
        key,
        metric: 'temperature',
        unit: 'C',
        latest: { at: '2026-01-31T12:00:00.000Z', value: 21.5 },
        learning: true,
      },
    ]);
  });

  it('lets the band learn from readings before the range and shows only the range', async () => {
    const seen: number[] = [];
    const url = await serveThreeReadings((from, to) => seen.push(from, to));
    const query = new URLSearchParams({ series: key, from: '2000', to: '1970-01-01T00:00:04Z' });
    expect(await (await fetch(`${url}/api/v1/history?${query.toString()}`)).json()).toEqual({
      series: key,
      unit: 'C',
      times: [2000, 3000],
      values: [2, 3],
      expected: [1, 2],
      lower: [2, 3],
      upper: [2, 3],
    });
    expect(seen).toEqual([2000 - 6 * 3_600_000, 4000]);
  });

  it.each([
    ['1', [3000]],
    ['2', [2000, 3000]],
    ['1000', [1000, 2000, 3000]],
  ])('fills a range of one reading up to %s from before it', async (least, times) => {
    const url = await serveThreeReadings();
    const query = new URLSearchParams({ series: key, from: '3000', to: '4000', least });
    expect(await (await fetch(`${url}/api/v1/history?${query.toString()}`)).json()).toMatchObject({ times });
  });

  it.each([
    ['an unknown series', { series: 'nothing{}' }, 404],
    ['a time that is none', { series: key, from: 'yesterday' }, 400],
    ['an empty range', { series: key, from: '5', to: '5' }, 400],
    ['too long a range', { series: key, from: '0', to: '700000000' }, 400],
  ])('refuses %s', async (_name, query, status) => {
    const url = await serve({ registry: registryWithOne() });
    expect((await fetch(`${url}/api/v1/history?${new URLSearchParams(query).toString()}`)).status).toBe(status);
  });
});
