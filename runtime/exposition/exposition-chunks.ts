import { setImmediate as nextTurn } from 'node:timers/promises';
import { ByteWriter } from './byte-writer.ts';
import { familyHeader, type ExpositionFormat } from './exposition-format.ts';
import type { MetricFamily } from './metric-family.ts';

export interface ChunkOptions {
  readonly monotonicMillis: () => number;
  /** Lets everything else of the process run. */
  readonly takeBreath?: () => Promise<unknown>;
}

/** About what one write to a socket takes. */
const CHUNK_BYTES = 64 * 1024;
/** How long the event loop is held at a time; looking at the clock costs as much as writing a line. */
const TURN_MILLIS = 5;
const ROWS_PER_LOOK_AT_THE_CLOCK = 128;

const SPACE = 0x20;
const LINE_END = 0x0a;

/**
 * Writes families as text, piece by piece: between two pieces everything else of the process runs, and the next is made when
 * the reader has taken the one before. 100,000 series never hold the event loop for longer than a few milliseconds.
 */
export async function* expositionChunks(
  families: Iterable<MetricFamily>,
  format: ExpositionFormat,
  { monotonicMillis, takeBreath = nextTurn }: ChunkOptions,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  let turnEndMillis = monotonicMillis() + TURN_MILLIS;
  for (const family of families) {
    const { rows } = family;
    if (rows.count === 0) continue;
    writer.text(familyHeader(family, format));
    for (let from = 0; from < rows.count; from += ROWS_PER_LOOK_AT_THE_CLOCK) {
      writeLines(writer, family, from, Math.min(rows.count, from + ROWS_PER_LOOK_AT_THE_CLOCK));
      if (writer.length < CHUNK_BYTES && monotonicMillis() < turnEndMillis) continue;
      yield writer.take();
      await takeBreath();
      turnEndMillis = monotonicMillis() + TURN_MILLIS;
    }
  }
  if (format === 'openmetrics') writer.text('# EOF\n');
  yield writer.take();
}

function writeLines(writer: ByteWriter, { rows }: MetricFamily, from: number, to: number): void {
  for (let row = from; row < to; row += 1) {
    const value = rows.value(row);
    if (value === undefined) continue;
    writer.text(rows.head(row));
    writer.byte(SPACE);
    writer.number(value);
    writer.byte(LINE_END);
  }
}
