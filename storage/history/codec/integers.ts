import type { ByteBuffer } from './byte-buffer.ts';
import { CorruptChunk, type ByteReader } from './byte-reader.ts';

/** Up to here differences of differences, zigzagged, stay exact in a double. */
export const LARGEST_INTEGER = 2 ** 50;

/** 1: what is written is the change from row to row; 2: the change of that change. */
export type DifferenceOrder = 1 | 2;

const ONE_ZERO = 0;
const ZEROS = 1;
const LARGEST_TOKEN_BYTES = 8;

/**
 * Writes a column of integers of at most `LARGEST_INTEGER` as varints of their differences, the first from
 * `base`. Token 0 is one difference of zero, 1 and a length a run of them, others a zigzagged difference plus one.
 */
export function writeIntegers(column: Float64Array, base: number, order: DifferenceOrder, out: ByteBuffer): void {
  out.reserve((column.length + 1) * LARGEST_TOKEN_BYTES);
  let previous = base;
  let step = 0;
  let zeros = 0;
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    const change = value - previous;
    const difference = change - step;
    previous = value;
    if (order === 2) step = change;
    if (difference === 0) {
      zeros += 1;
      continue;
    }
    writeZeros(zeros, out);
    zeros = 0;
    out.writeVarint(difference > 0 ? 2 * difference + 1 : -2 * difference);
  }
  writeZeros(zeros, out);
}

function writeZeros(count: number, out: ByteBuffer): void {
  if (count === 1) out.writeByte(ONE_ZERO);
  if (count < 2) return;
  out.writeByte(ZEROS);
  out.writeVarint(count - 2);
}

/** The inverse of `writeIntegers`; fills the whole column. */
export function readIntegers(column: Float64Array, base: number, order: DifferenceOrder, bytes: ByteReader): void {
  let previous = base;
  let step = 0;
  let row = 0;
  while (row < column.length) {
    const token = bytes.readVarint();
    const repeats = token === ZEROS ? bytes.readVarint() + 2 : 1;
    if (row + repeats > column.length) throw new CorruptChunk('a run is longer than its chunk');
    const difference = token <= ZEROS ? 0 : token % 2 === 1 ? (token - 1) / 2 : -token / 2;
    for (const end = row + repeats; row < end; row += 1) {
      const change = step + difference;
      previous += change;
      if (order === 2) step = change;
      column[row] = previous;
    }
  }
}
