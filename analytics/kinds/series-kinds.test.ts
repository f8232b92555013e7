import { describe, expect, it } from 'vitest';
import type { SlotRows } from '../../core/ports/detector.ts';
import { HEALTHY_SERIES } from '../test-support/generated-series.ts';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { LEAST_EVENT_DEVIATION } from './event-scale.ts';
import { kindHint } from './kind-hint.ts';
import { MIN_READINGS, SeriesKinds } from './series-kinds.ts';
import type { SeriesKind } from '../../core/series-kind.ts';

interface Given {
  readonly metric?: string;
  readonly unit?: string;
  readonly fixed?: SeriesKind;
}

function rowsOf(values: readonly number[], stepSeconds = 10, slot = 0): SlotRows {
  return {
    count: values.length,
    slots: new Int32Array(values.length).fill(slot),
    observedAtMillis: Float64Array.from(values, (_, row) => row * stepSeconds * 1000),
    values: Float64Array.from(values),
  };
}

function kindsWith({ metric = 'value', unit, fixed }: Given = {}): SeriesKinds {
  const kinds = new SeriesKinds();
  kinds.prepare(0, kindHint(unit === undefined ? { metric } : { metric, unit }), fixed);
  return kinds;
}

function kindOf(values: readonly number[], given: Given = {}, stepSeconds = 10): SeriesKind | undefined {
  const kinds = kindsWith(given);
  kinds.translate(rowsOf(values, stepSeconds));
  return kinds.kindOf(0);
}

function series(count: number, valueAt: (n: number, random: SeededRandom) => number): number[] {
  const random = new SeededRandom(7);
  return Array.from({ length: count }, (_, n) => valueAt(n, random));
}

function poisson(random: SeededRandom, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count += 1;
  return count;
}

const counting = (count: number, increase: (random: SeededRandom) => number): number[] => {
  let total = 1e6;
  return series(count, (_n, random) => (total += increase(random)));
};

describe('the kind of a series', () => {
  it('is not guessed from a few readings', () => {
    expect(kindOf(series(MIN_READINGS - 1, () => 42))).toBeUndefined();
    expect(kindOf(series(MIN_READINGS, () => 42))).toBe('gauge');
    expect(
      kindOf(
        counting(MIN_READINGS - 1, () => 0.5),
        { metric: 'energy_total' },
      ),
    ).toBeUndefined();
  });

  it('is clear from the first reading of what counts nothing', () => {
    expect(kindOf([21.5])).toBe('gauge');
    expect(kindOf([-3])).toBe('gauge');
    expect(kindOf([21], { unit: 'C' })).toBe('gauge');
  });

  it.each<[string, SeriesKind, readonly number[], Given]>([
    ['a temperature', 'gauge', series(600, (_n, random) => 20 + random.gaussian()), {}],
    ['a temperature in whole degrees around 5', 'gauge', series(600, (n) => 5 + (n % 7)), { unit: 'C' }],
    ['a heart rate in whole beats', 'gauge', series(600, (_n, random) => Math.round(70 + 4 * random.gaussian())), {}],
    ['events, few at a time', 'events', series(600, (_n, random) => poisson(random, 2)), {}],
    ['events, mostly none', 'events', series(600, (n) => (n % 50 === 7 ? 40 : 0)), {}],
    ['a door', 'state', series(600, (n) => (n % 100 < 40 ? 1 : 0)), {}],
    ['an interface that is up, down or testing', 'state', series(600, (n) => 1 + (Math.floor(n / 40) % 3)), {}],
    ['a byte counter by its name', 'counter', counting(10, () => 1500), { metric: 'network_receive_bytes_total' }],
    ['a counter by its unit', 'counter', counting(10, () => 1500), { unit: 'Counter32' }],
    ['an uptime', 'counter', series(10, (n) => 500 + 10 * n), { metric: 'agent_uptime_seconds' }],
    ['a byte counter without a name', 'counter', counting(600, (r) => Math.round(1e4 * r.uniform())), {}],
    ['a counter of few requests', 'counter', counting(600, (r) => poisson(r, 0.7)), { metric: 'requests_count' }],
    [
      'visitors, whose name only seems to be a counter',
      'gauge',
      series(600, (n) => 20 + (n % 9)),
      { metric: 'x_count' },
    ],
    ['a total that also falls', 'gauge', series(600, (n) => 500 + 90 * Math.sin(n / 9)), { metric: 'people_total' }],
  ])('is recognised: %s', (_name, kind, values, given) => {
    expect(kindOf(values, given)).toBe(kind);
  });

  it('of an energy meter without a name is known after a day', () => {
    const energy = (readings: number): number[] => series(readings, (n) => 312.5 + 0.37 * n);
    expect(kindOf(energy(520), {}, 60)).toBe('gauge');
    expect(kindOf(energy(2100), {}, 60)).toBe('counter');
  });

  it('is no counter for what rises half a day, such as the temperature of a morning', () => {
    expect(
      kindOf(
        series(600, (n) => 15 + 5 * Math.sin((Math.PI * n) / 1440)),
        {},
        60,
      ),
    ).toBe('gauge');
  });

  it('is what somebody has fixed, from the first reading', () => {
    const kinds = kindsWith({ fixed: 'gauge', metric: 'bytes_total' });
    expect(kinds.kindOf(0)).toBe('gauge');
    expect(kinds.translate(rowsOf([1, 2, 3])).count).toBe(3);
    expect(
      kindOf(
        counting(10, () => 5),
        { fixed: 'counter' },
      ),
    ).toBe('counter');
    expect(kindOf([3, 4, 3], { fixed: 'state' })).toBe('state');
  });

  it.each(Object.entries(HEALTHY_SERIES))('changes at most once for %s', (_name, generator) => {
    const valueAt = generator(new SeededRandom(3));
    const kinds = kindsWith();
    kinds.translate(rowsOf(Array.from({ length: 40_000 }, (_, n) => valueAt(10 * n))));
    expect(kinds.detectorSlotCount).toBeLessThanOrEqual(2);
  });

  it('of a gauge is settled after long, whatever comes then', () => {
    const noise = series(10_000, (_n, random) => 50 + random.gaussian());
    const kinds = kindsWith();
    kinds.translate(rowsOf(noise));
    const rows = kinds.translate(rowsOf(series(100_000, (n) => (n % 100 < 40 ? 1 : 0))));
    expect([kinds.kindOf(0), kinds.detectorSlotCount, rows.count]).toEqual(['gauge', 1, 100_000]);
    expect([rows.values[50], rows.quantities[30], rows.isState[30]]).toEqual([0, 1, 0]);
  });

  it('changes a few times at most, whatever the series does', () => {
    const kinds = kindsWith({ metric: 'strange_total' });
    const random = new SeededRandom(5);
    kinds.translate(
      rowsOf(series(200_000, (n) => (Math.log2(n + 1) % 2 < 1 ? poisson(random, 1) : 900 * random.gaussian()))),
    );
    expect(kinds.detectorSlotCount).toBeLessThanOrEqual(5);
  });
});

describe('rows for detectors', () => {
  it('go to a fresh slot once the kind has changed, in the middle of a batch', () => {
    const kinds = kindsWith();
    const { slots, values, count } = kinds.translate(rowsOf(counting(600, (r) => Math.round(1e4 * r.uniform()))));
    const first = slots.subarray(0, count).indexOf(1);
    expect(first).toBe(128 - MIN_READINGS);
    expect([...slots.subarray(first, count)]).toEqual(Array.from({ length: count - first }, () => 1));
    expect(values[first - 1]).toBeGreaterThan(1e6);
    expect(values[first]).toBeLessThan(1000);
  });

  it('hold the rate of a counter, through wraps, and nothing where it was set back', () => {
    const start = 2 ** 32 - 100_000;
    const wrapped = series(40, (n) => (start + 5000 * n) % 2 ** 32);
    const ofWrapped = kindsWith({ unit: 'Counter32' }).translate(rowsOf(wrapped));
    expect([...ofWrapped.quantities.subarray(0, ofWrapped.count)]).toEqual(Array.from({ length: 33 }, () => 500));
    const setBack = series(40, (n) => (n < 20 ? 1e6 + 5000 * n : 5000 * (n - 19)));
    const ofSetBack = kindsWith({ unit: 'Counter32' }).translate(rowsOf(setBack));
    expect([...ofSetBack.quantities.subarray(0, ofSetBack.count)]).toEqual(Array.from({ length: 32 }, () => 500));
    expect([...ofSetBack.sourceRows.subarray(0, ofSetBack.count)]).not.toContain(20);
  });

  it('say what is expected of a counter as a rate and as a reading', () => {
    const energy = kindsWith({ metric: 'energy_total' }).translate(rowsOf(series(20, (n) => 100 + 2.5 * n)));
    expect([energy.isRate(0), energy.quantities[0], energy.values[0]]).toEqual([true, 0.25, 0.25]);
    expect(energy.toQuantity(0, 0.5)).toBe(0.5);
    expect(energy.toReading(0, 0.5)).toBe(100 + 2.5 * 6 + 5);
    const bytes = kindsWith({ metric: 'bytes_total' }).translate(rowsOf(series(20, (n) => 1e6 + 5000 * n)));
    expect(bytes.toQuantity(0, bytes.values[0] ?? NaN)).toBeCloseTo(500, 6);
    expect(bytes.toReading(0, bytes.values[0] ?? NaN)).toBeCloseTo(1e6 + 5000 * 7, 3);
  });

  it('hold few events on a scale on which chance is 1 wide, and say their band in events', () => {
    const rows = kindsWith().translate(rowsOf(series(5000, (_n, random) => poisson(random, 4))));
    const values = rows.values.subarray(0, rows.count);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows.count;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.count);
    expect(deviation).toBeGreaterThan(0.9);
    expect(deviation).toBeLessThan(1.1);
    expect(rows.isRate(0)).toBe(false);
    expect(rows.toQuantity(0, rows.values[0] ?? NaN)).toBeCloseTo(rows.quantities[0] ?? NaN);
    expect(rows.toQuantity(0, -5)).toBe(0);
  });

  it('do the same for the events a counter counts', () => {
    let errors = 0;
    const values = series(600, (_n, random) => (errors += poisson(random, 0.5)));
    const rows = kindsWith({ metric: 'errors_total' }).translate(rowsOf(values));
    expect(rows.isRate(9)).toBe(true);
    expect(rows.toQuantity(9, rows.values[9] ?? NaN)).toBeCloseTo(rows.quantities[9] ?? NaN);
  });

  it('make it no news that one event follows none, but that many do', () => {
    const rows = kindsWith().translate(rowsOf([...series(100, () => 0), 1, 4, 5, 12, 0.3]));
    const expected = rows.values[0] ?? NaN;
    const isNear = [1, 2, 3, 4, 5].map((back) => rows.isNear(rows.count - 6 + back, expected, 0));
    expect(isNear).toEqual([true, true, false, false, false]);
    expect((rows.values[rows.count - 3] ?? NaN) - expected).toBeGreaterThan(LEAST_EVENT_DEVIATION);
    expect(rows.isNear(rows.count - 2, expected, 20)).toBe(true);
  });

  it('mark states, until another value comes', () => {
    const rows = kindsWith().translate(rowsOf([...series(100, (n) => (n % 20 < 10 ? 2 : 0)), 60]));
    expect(rows.isState[rows.count - 2]).toBe(1);
    expect(rows.isState[rows.count - 1]).toBe(0);
    expect(new Set(rows.slots.subarray(0, rows.count)).size).toBe(1);
  });

  it('mark what had been constant', () => {
    const rows = kindsWith().translate(rowsOf([...series(20, () => 42), 43, 42]));
    expect([...rows.wasConstant.subarray(rows.count - 3, rows.count)]).toEqual([1, 1, 0]);
  });

  it('do not depend on batches, nor on a restart in between', () => {
    const random = new SeededRandom(11);
    let bytes = 0;
    const makers = [() => 20 + random.gaussian(), () => poisson(random, 1), () => (bytes += poisson(random, 90))];
    const values = Array.from({ length: 3000 }, (_, n) => makers[n % 3]?.() ?? 0);
    const rowsFrom = (first: number, end: number): SlotRows => ({
      count: end - first,
      slots: Int32Array.from({ length: end - first }, (_, row) => (first + row) % 3),
      observedAtMillis: Float64Array.from({ length: end - first }, (_, row) => (first + row) * 1000),
      values: Float64Array.from(values.slice(first, end)),
    });
    const prepared = (kinds = new SeriesKinds()): SeriesKinds => {
      for (const slot of [0, 1, 2]) kinds.prepare(slot, 'none');
      return kinds;
    };
    const judgedBy = (kinds: SeriesKinds, rows: SlotRows): number[][] => {
      const judged = kinds.translate(rows);
      return Array.from({ length: judged.count }, (_, row) => [judged.slots[row] ?? NaN, judged.values[row] ?? NaN]);
    };
    const before = prepared();
    const firstHalf = [...judgedBy(before, rowsFrom(0, 1)), ...judgedBy(before, rowsFrom(1, 1000))];
    const restored = new SeriesKinds();
    restored.restoreState(structuredClone(before.saveState(3)), 3);
    const after = prepared(restored);
    expect([...firstHalf, ...judgedBy(after, rowsFrom(1000, 3000))]).toEqual(judgedBy(prepared(), rowsFrom(0, 3000)));
    expect(after.kindOf(2)).toBe('counter');
  });
});
