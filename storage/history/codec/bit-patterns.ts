import type { ByteBuffer } from './byte-buffer.ts';
import { CorruptChunk, type ByteReader } from './byte-reader.ts';

const RUN = 0x80;
const LONGEST_RUN = 0x80;
const LARGEST_TOKEN_BYTES = 10;

/**
 * Writes doubles as the XOR with the row before, in whole bytes: a header of leading (high nibble) and trailing
 * zero bytes, then the bytes between. A header of 0x80 + n stands for n + 1 repeats. After Pelkonen et al.,
 * "Gorilla" (VLDB 2015), with bytes in place of bits.
 */
export function writeBitPatterns(column: Float64Array, out: ByteBuffer): void {
  out.reserve((column.length + 1) * LARGEST_TOKEN_BYTES);
  const words = wordsOf(column);
  let previousLow = 0;
  let previousHigh = 0;
  let repeats = 0;
  for (let word = 0; word < words.length; word += 2) {
    const low = words[word] ?? 0;
    const high = words[word + 1] ?? 0;
    if (low === previousLow && high === previousHigh) {
      repeats += 1;
      continue;
    }
    writeRepeats(repeats, out);
    repeats = 0;
    writeBetweenZeros(low ^ previousLow, high ^ previousHigh, out);
    previousLow = low;
    previousHigh = high;
  }
  writeRepeats(repeats, out);
}

function writeRepeats(count: number, out: ByteBuffer): void {
  for (let left = count; left > 0; left -= LONGEST_RUN) {
    out.writeByte(RUN + Math.min(left, LONGEST_RUN) - 1);
  }
}

function writeBetweenZeros(low: number, high: number, out: ByteBuffer): void {
  const leading = high === 0 ? 4 + leadingZeroBytes(low) : leadingZeroBytes(high);
  const trailing = low === 0 ? 4 + trailingZeroBytes(high) : trailingZeroBytes(low);
  out.writeByte((leading << 4) | trailing);
  for (let byte = trailing; byte < 8 - leading; byte += 1) {
    out.writeByte(byte < 4 ? low >>> (8 * byte) : high >>> (8 * (byte - 4)));
  }
}

function leadingZeroBytes(word: number): number {
  return Math.clz32(word) >> 3;
}

function trailingZeroBytes(word: number): number {
  return (31 - Math.clz32(word & -word)) >> 3;
}

/** The inverse of `writeBitPatterns`; fills the whole column. */
export function readBitPatterns(column: Float64Array, bytes: ByteReader): void {
  const words = wordsOf(column);
  let low = 0;
  let high = 0;
  let word = 0;
  while (word < words.length) {
    const header = bytes.readByte();
    const repeats = header < RUN ? 1 : header - RUN + 1;
    if (word + 2 * repeats > words.length) throw new CorruptChunk('a run is longer than its chunk');
    if (header < RUN) {
      for (let byte = header & 0x0f; byte < 8 - (header >> 4); byte += 1) {
        if (byte < 4) low ^= bytes.readByte() << (8 * byte);
        else high ^= bytes.readByte() << (8 * (byte - 4));
      }
    }
    for (const end = word + 2 * repeats; word < end; word += 2) {
      words[word] = low;
      words[word + 1] = high;
    }
  }
}

function wordsOf(column: Float64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
}
