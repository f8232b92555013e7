import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesRegistry } from './series-registry.ts';
import { makeSeries, seriesKey, type Series } from './series.ts';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    ',',
    '=',
    '{',
    '}',
    '\n',
    '\0',
    '__proto__',
    'constructor',
    '\ud800',
    'a"} b{c="',
    'é',
    'é',
  ),
);
const labels = fc.uniqueArray(fc.tuple(hostileText, hostileText), { maxLength: 4, selector: ([name]) => name });
const series = fc.tuple(hostileText, labels).map(([metric, pairs]): Series => ({ metric, labels: new Map(pairs) }));

function isSame(a: Series, b: Series): boolean {
  return (
    a.metric === b.metric &&
    a.labels.size === b.labels.size &&
    [...a.labels].every(([name, value]) => b.labels.has(name) && b.labels.get(name) === value)
  );
}

describe('the key of a series', () => {
  it('is equal exactly when metric and label set are equal, whatever the text', () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        expect(seriesKey(a) === seriesKey(b)).toBe(isSame(a, b));
      }),
      { numRuns: 20_000 },
    );
  });

  it('does not depend on the order of the labels', () => {
    fc.assert(
      fc.property(labels, (pairs) => {
        const forward = seriesKey({ metric: 'm', labels: new Map(pairs) });
        expect(seriesKey({ metric: 'm', labels: new Map(pairs.toReversed()) })).toBe(forward);
      }),
    );
  });

  it('reads like a Prometheus selector', () => {
    expect(seriesKey(makeSeries('lab', 's1', 'temperature'))).toBe('temperature{sensor="s1",site="lab"}');
  });
});

describe('SeriesRegistry', () => {
  it('gives dense integers, the same one for the same series', () => {
    const registry = new SeriesRegistry();
    const first = makeSeries('lab', 's1', 'a');
    expect(registry.register(first)).toBe(0);
    expect(registry.register(makeSeries('lab', 's1', 'b'))).toBe(1);
    expect(registry.register(makeSeries('lab', 's1', 'a'))).toBe(0);
    expect(registry.takeUnsaved().map((registered) => registered.id)).toEqual([0, 1]);
    expect(registry.takeUnsaved()).toEqual([]);
  });

  it('refuses what one sensor invents beyond its limit, and nobody else', () => {
    const registry = new SeriesRegistry({ maxSeries: 100, maxSeriesPerSensor: 3 });
    const ids = [1, 2, 3, 4, 5].map((n) => registry.register(makeSeries('lab', 'hostile', `m${n}`)));
    expect(ids).toEqual([0, 1, 2, undefined, undefined]);
    expect(registry.register(makeSeries('lab', 'good', 'm'))).toBe(3);
  });

  it('refuses new series at its limit and goes on with the known ones', () => {
    const registry = new SeriesRegistry({ maxSeries: 2, maxSeriesPerSensor: 10 });
    registry.restore([makeSeries('lab', 's1', 'a'), makeSeries('lab', 's2', 'a')]);
    expect(registry.register(makeSeries('lab', 's3', 'a'))).toBeUndefined();
    expect(registry.register(makeSeries('lab', 's2', 'a'))).toBe(1);
    expect(registry.takeUnsaved()).toEqual([]);
  });
});
