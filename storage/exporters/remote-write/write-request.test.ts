import { describe, expect, it } from 'vitest';
import { prometheusSeries } from '../../../core/prometheus-names.ts';
import { ReadingBatchBuilder } from '../../../core/reading-batch.ts';
import { makeSeries } from '../../../core/series.ts';
import { WriteRequestEncoder } from './write-request.ts';

const SERIES = [
  makeSeries('lab', 's1', 'temperature'),
  makeSeries('lab', 'ß"\n', 'humidity', { labels: [['Zone', 'x']] }),
];

function encode(rows: readonly (readonly [id: number, millis: number, value: number])[]): Buffer {
  const encoder = new WriteRequestEncoder((id) => {
    const series = SERIES[id];
    return series === undefined ? undefined : prometheusSeries(series, '');
  });
  const builder = new ReadingBatchBuilder();
  for (const row of rows) builder.add(...row);
  return encoder.encode(builder.build(0));
}

/** Reads protobuf by its own rules: what was written is not asked. */
function fieldsOf(bytes: Buffer): { field: number; value: number | Buffer }[] {
  const fields: { field: number; value: number | Buffer }[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [tag >> 3, tag & 7];
    if (wire === 0) fields.push({ field, value: varint() });
    else if (wire === 1) {
      fields.push({ field, value: bytes.readDoubleLE(at) });
      at += 8;
    } else {
      const length = varint();
      fields.push({ field, value: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return fields;
}

function decode(bytes: Buffer) {
  const inside = (value: number | Buffer | undefined) => fieldsOf(Buffer.isBuffer(value) ? value : Buffer.alloc(0));
  return fieldsOf(bytes).map(({ value }) => {
    const parts = inside(value);
    const messages = (field: number) => parts.filter((part) => part.field === field).map((part) => inside(part.value));
    return {
      labels: messages(1).map(([name, text]) => [String(name?.value), String(text?.value)]),
      samples: messages(2).map(([number, millis]) => [millis?.value, number?.value]),
    };
  });
}

describe('a write request', () => {
  it('has each series once with its samples in order, labels sorted by name', () => {
    const request = decode(
      encode([
        [1, 1_700_000_000_000, 40],
        [0, 1_700_000_000_000, 21.5],
        [1, 1_700_000_000_500, -0.1],
      ]),
    );
    expect(request).toEqual([
      {
        labels: [
          ['Zone', 'x'],
          ['__name__', 'humidity'],
          ['sensor', 'ß"\n'],
          ['site', 'lab'],
        ],
        samples: [
          [1_700_000_000_000, 40],
          [1_700_000_000_500, -0.1],
        ],
      },
      {
        labels: [
          ['__name__', 'temperature'],
          ['sensor', 's1'],
          ['site', 'lab'],
        ],
        samples: [[1_700_000_000_000, 21.5]],
      },
    ]);
  });

  it('carries every time from 0 to far away, rounded to milliseconds', () => {
    const times = [0, 1, 127, 128, 2 ** 31, 2 ** 32 + 5, 1_700_000_000_000.4, 2 ** 53 - 1];
    const [series] = decode(encode(times.map((millis) => [0, millis, 1])));
    expect(series?.samples.map(([millis]) => millis)).toEqual(times.map(Math.round));
  });

  it('grows as it must, is made anew each time, and leaves out series that nobody knows', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => [n % 2, n, n] as const);
    expect(decode(encode(many)).map(({ samples }) => samples.length)).toEqual([10_000, 10_000]);
    expect(decode(encode([[7, 1, 1]]))).toEqual([]);
  });
});
