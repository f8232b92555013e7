import { readBitPatterns, writeBitPatterns } from './bit-patterns.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { ByteReader, CorruptChunk } from './byte-reader.ts';
import { LARGEST_EXPONENT, scaleToIntegers, scaleToValues } from './decimals.ts';
import { LARGEST_INTEGER, readIntegers, writeIntegers } from './integers.ts';

/** In the first byte of a chunk: the high nibble is for the times, the low one for the values. */
const INTEGER_TIMES = 0x00;
const BIT_PATTERN_TIMES = 0x10;
/** Smaller ones are the decimal exponent of scaled integers. */
const BIT_PATTERN_VALUES = 0x0f;

/**
 * Encodes one series' readings, times and values apart and without loss. Made for times in order that are
 * nearly regular (delta of deltas) and values with few decimals (deltas of scaled integers); anything else is
 * kept as bit patterns. Reuses its buffers: one encoder for many chunks.
 */
export class ChunkEncoder {
  readonly #out = new ByteBuffer();
  #integers = new Float64Array(4096);

  /** Both columns of the same length, at least 1. The result is valid until the next call. */
  encode(times: Float64Array, values: Float64Array): Uint8Array {
    const out = this.#out;
    out.clear();
    out.reserve(1);
    const timesAreIntegers = times.every(isSmallInteger);
    const integers = this.#scratch(values.length);
    const exponent = scaleToIntegers(values, integers);
    out.writeByte((timesAreIntegers ? INTEGER_TIMES : BIT_PATTERN_TIMES) | (exponent ?? BIT_PATTERN_VALUES));
    if (timesAreIntegers) writeIntegers(times, times[0] ?? 0, 2, out);
    else writeBitPatterns(times, out);
    if (exponent === undefined) writeBitPatterns(values, out);
    else writeIntegers(integers, 0, 1, out);
    return out.view();
  }

  #scratch(length: number): Float64Array {
    if (this.#integers.length < length) this.#integers = new Float64Array(length * 2);
    return this.#integers.subarray(0, length);
  }
}

/** Fills both columns with what was encoded; their length and the first time are kept beside the chunk. */
export function decodeChunk(data: Uint8Array, firstMillis: number, times: Float64Array, values: Float64Array): void {
  const bytes = new ByteReader(data);
  const header = bytes.readByte();
  const valuesForm = header & 0x0f;
  const timesForm = header & 0xf0;
  if (timesForm === INTEGER_TIMES) readIntegers(times, firstMillis, 2, bytes);
  else if (timesForm === BIT_PATTERN_TIMES) readBitPatterns(times, bytes);
  else throw new CorruptChunk(`a chunk begins with the unknown form ${header}`);
  if (valuesForm === BIT_PATTERN_VALUES) {
    readBitPatterns(values, bytes);
  } else if (valuesForm <= LARGEST_EXPONENT) {
    readIntegers(values, 0, 1, bytes);
    scaleToValues(values, valuesForm);
  } else {
    throw new CorruptChunk(`a chunk begins with the unknown form ${header}`);
  }
  bytes.expectEnd();
}

function isSmallInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER && !Object.is(value, -0);
}
