import type { ExportRows } from '../../../core/ports/exporter.ts';
import type { PrometheusSeries } from '../../../core/prometheus-names.ts';
import type { SeriesId } from '../../../core/series.ts';

/** Beyond it what is known of labels is forgotten and made again: bounds memory at some 30 MB. */
const MAX_REMEMBERED_SERIES = 200_000;
const MAX_SERIES_OVERHEAD_BYTES = 12;

const TIMESERIES_TAG = 0x0a;
const SAMPLE_TAG = 0x12;
const VALUE_TAG = 0x09;
const TIMESTAMP_TAG = 0x10;

/** What is known of a series, and where it stands in the request in the making. */
interface KnownSeries {
  readonly labels: Buffer;
  request: number;
  firstRow: number;
  lastRow: number;
  sampleBytes: number;
}

/**
 * Makes the protobuf of a remote write request: `WriteRequest` of `prometheus/prompb/remote.proto`, protocol 0.1.0, a message
 * with two nested ones and no options. The labels of a series are made once and then copied.
 */
export class WriteRequestEncoder {
  readonly #seriesOf: (seriesId: SeriesId) => PrometheusSeries | undefined;
  readonly #known = new Map<SeriesId, KnownSeries>();
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  #request = 0;

  constructor(seriesOf: (seriesId: SeriesId) => PrometheusSeries | undefined) {
    this.#seriesOf = seriesOf;
  }

  /** Each series once, its samples in the order of the rows. A view that holds until the next call. */
  encode(rows: ExportRows): Buffer {
    this.#length = 0;
    const nextRow = new Int32Array(rows.count).fill(-1);
    for (const { labels, firstRow, sampleBytes } of this.#group(rows, nextRow)) {
      const seriesBytes = labels.length + sampleBytes;
      this.#makeRoom(seriesBytes + MAX_SERIES_OVERHEAD_BYTES);
      this.#byte(TIMESERIES_TAG);
      this.#varint(seriesBytes);
      this.#bytes.set(labels, this.#length);
      this.#length += labels.length;
      for (let row = firstRow; row >= 0; row = nextRow[row] ?? -1) {
        this.#sample(rows.values[row] ?? 0, Math.round(rows.observedAtMillis[row] ?? 0));
      }
    }
    return this.#bytes.subarray(0, this.#length);
  }

  /** The series of the rows as they come first, each row linked to the next of its series. Series that nobody knows are left out. */
  #group({ count, seriesIds, observedAtMillis }: ExportRows, nextRow: Int32Array): readonly KnownSeries[] {
    this.#request += 1;
    if (this.#known.size >= MAX_REMEMBERED_SERIES) this.#known.clear();
    const found: KnownSeries[] = [];
    for (let row = 0; row < count; row += 1) {
      const series = this.#seriesAt(seriesIds[row] ?? 0);
      if (series.labels.length === 0) continue;
      if (series.request === this.#request) {
        nextRow[series.lastRow] = row;
      } else {
        series.request = this.#request;
        series.firstRow = row;
        series.sampleBytes = 0;
        found.push(series);
      }
      series.lastRow = row;
      series.sampleBytes += 2 + sampleLength(Math.round(observedAtMillis[row] ?? 0));
    }
    return found;
  }

  #sample(value: number, millis: number): void {
    this.#byte(SAMPLE_TAG);
    this.#byte(sampleLength(millis));
    this.#byte(VALUE_TAG);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
    this.#byte(TIMESTAMP_TAG);
    this.#varint(millis);
  }

  #seriesAt(seriesId: SeriesId): KnownSeries {
    const known = this.#known.get(seriesId);
    if (known !== undefined) return known;
    const series = this.#seriesOf(seriesId);
    const labels = series === undefined ? Buffer.alloc(0) : encodeLabels(series);
    const made = { labels, request: 0, firstRow: 0, lastRow: 0, sampleBytes: 0 };
    this.#known.set(seriesId, made);
    return made;
  }

  #byte(byte: number): void {
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** Of an integer from 0 to 2^53: bit operations reach 2^31 only, so the upper part goes apart. */
  #varint(value: number): void {
    let rest = value;
    while (rest >= 2 ** 28) {
      this.#byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    for (; rest >= 0x80; rest >>>= 7) this.#byte((rest & 0x7f) | 0x80);
    this.#byte(rest);
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** Of what follows tag and length of a sample. */
function sampleLength(millis: number): number {
  return 9 + 1 + varintLength(millis);
}

function varintLength(value: number): number {
  let length = 1;
  for (let beyond = 0x80; value >= beyond; beyond *= 0x80) length += 1;
  return length;
}

/** `Label` messages with their tags, sorted by name as the protocol asks. */
function encodeLabels({ name, labels }: PrometheusSeries): Buffer {
  const sorted = [['__name__', name] as const, ...labels].sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.concat(sorted.map(([label, value]) => encodeLabel(label, value)));
}

function encodeLabel(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name);
  const valueBytes = Buffer.from(value);
  const body = [varint(0x0a), varint(nameBytes.length), nameBytes, varint(0x12), varint(valueBytes.length), valueBytes];
  const length = body.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([varint(0x0a), varint(length), ...body]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
