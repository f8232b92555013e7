import fc from 'fast-check';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { expositionChunks } from './exposition-chunks.ts';
import { acceptsGzip, negotiateFormat, type ExpositionFormat } from './exposition-format.ts';
import { familyOf, sampleHead, type MetricFamily } from './metric-family.ts';
import { registryFamilies } from './registry-families.ts';

async function textOf(families: readonly MetricFamily[], format: ExpositionFormat): Promise<string> {
  let text = '';
  const options = { monotonicMillis: () => 0, takeBreath: async () => undefined };
  for await (const chunk of expositionChunks(families, format, options)) text += Buffer.from(chunk).toString();
  return text;
}

function manyRows(count: number): MetricFamily {
  return {
    name: 'many',
    type: 'gauge',
    help: 'Many.',
    rows: { count, head: (row) => `many{n="${row}"}`, value: (row) => row },
  };
}

describe('the exposition', () => {
  it('of a registry says in the text format exactly what prom-client says', async () => {
    const registry = new Registry();
    const registers = [registry];
    new Counter({ name: 'a_total', help: 'With "quotes", \\ and\na line.', labelNames: ['x'], registers }).inc({
      x: 'a"b\\c\nd',
    });
    new Gauge({ name: 'b', help: 'B.', registers }).set(Number.NEGATIVE_INFINITY);
    new Histogram({ name: 'c_seconds', help: 'C.', buckets: [0.5, 1], registers }).observe(0.7);
    const expected = (await registry.metrics()).split('\n').filter((line) => line !== '');
    const text = await textOf(await registryFamilies(registry), 'text');
    expect(text.split('\n').filter((line) => line !== '')).toEqual(expected);
  });

  it('names counters without their ending and ends with a mark in OpenMetrics', async () => {
    const families = [
      familyOf('a_total', 'counter', 'A "b".', [['a_total', 3]]),
      familyOf('u', 'untyped', 'U.', [['u', 1]]),
    ];
    expect(await textOf(families, 'openmetrics')).toBe(
      '# HELP a A \\"b\\".\n# TYPE a counter\na_total 3\n# HELP u U.\n# TYPE u unknown\nu 1\n# EOF\n',
    );
  });

  it('writes special numbers as Prometheus does and leaves out rows that have vanished', async () => {
    const family: MetricFamily = {
      name: 'g',
      type: 'gauge',
      help: 'G.',
      rows: {
        count: 4,
        head: (row) => `g{n="${row}"}`,
        value: (row) => [Number.NaN, undefined, Infinity, 0.1][row],
      },
    };
    expect(await textOf([family], 'text')).toContain('g{n="0"} NaN\ng{n="2"} +Inf\ng{n="3"} 0.1\n');
  });

  it('comes in pieces, between which others run, and none is made before it is asked for', async () => {
    let rowsMade = 0;
    let breaths = 0;
    const family = manyRows(100_000);
    const rows = {
      ...family.rows,
      value: (row: number) => {
        rowsMade += 1;
        return row;
      },
    };
    const chunks = expositionChunks([{ ...family, rows }], 'text', {
      monotonicMillis: () => 0,
      takeBreath: async () => (breaths += 1),
    });
    const first = await chunks.next();
    expect(first.value?.length).toBeLessThan(80_000);
    expect(rowsMade).toBeLessThan(10_000);
    let size = 0;
    for await (const chunk of chunks) size += chunk.length;
    expect(rowsMade).toBe(100_000);
    expect(breaths).toBeGreaterThan(Math.floor(size / 80_000));
  });

  it('gives way after a few milliseconds however little text there is', async () => {
    let millis = 0;
    const chunks = expositionChunks([manyRows(1000)], 'text', {
      monotonicMillis: () => (millis += 3),
      takeBreath: async () => undefined,
    });
    const pieces: Uint8Array[] = [];
    for await (const chunk of chunks) pieces.push(chunk);
    expect(pieces.length).toBeGreaterThanOrEqual(4);
  });
});

describe('a number', () => {
  const written = (value: number): string => {
    const writer = new ByteWriter();
    writer.number(value);
    return Buffer.from(writer.take()).toString();
  };

  it.each([0, -0, 1, -1, 9, 10, 99.99, 0.001, -0.05, 21.5, 2 ** 31 - 1, 2 ** 31, 2147483647.999, 1e21, 1e-7, 5e-324])(
    'is written as the language writes it: %d',
    (value) => {
      expect(written(value)).toBe(String(value));
    },
  );

  it('is so whatever it is, with few decimals or many', () => {
    fc.assert(fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (v) => written(v) === String(v)));
    const decimals = fc.tuple(fc.integer(), fc.constantFrom(1, 10, 100, 1000, 10_000));
    fc.assert(
      fc.property(decimals, ([n, unit]) => written(n / unit) === String(n / unit)),
      { numRuns: 2000 },
    );
  });
});

describe('a writer', () => {
  it('holds any text of any length, and begins anew when it was read', () => {
    const writer = new ByteWriter();
    const long = 'ß漢😀'.repeat(50_000);
    writer.text(long);
    const first = writer.take();
    writer.text('next');
    expect(Buffer.from(first).toString()).toBe(long);
    expect(Buffer.from(writer.take()).toString()).toBe('next');
  });
});

describe('a head', () => {
  it('escapes what a label value may not hold', () => {
    expect(sampleHead('up', [['a', 'x"\\\ny']])).toBe('up{a="x\\"\\\\\\ny"}');
    expect(sampleHead('up', [])).toBe('up');
  });
});

describe('the format', () => {
  it.each<[string | undefined, ExpositionFormat]>([
    [undefined, 'text'],
    ['*/*', 'text'],
    ['text/html', 'text'],
    ['application/openmetrics-text', 'openmetrics'],
    ['application/openmetrics-text;version=2.0.0', 'text'],
    ['text/plain, application/openmetrics-text;q=0.5', 'text'],
    [
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      'openmetrics',
    ],
  ])('for %s is %s', (accept, format) => {
    expect(negotiateFormat(accept)).toBe(format);
  });

  it.each([
    [undefined, false],
    ['gzip', true],
    ['br, gzip;q=0.5', true],
    ['gzip;q=0', false],
    ['identity', false],
    ['*', true],
  ])('is packed for %s: %s', (acceptEncoding, isPacked) => {
    expect(acceptsGzip(acceptEncoding)).toBe(isPacked);
  });
});
