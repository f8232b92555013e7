import { endianness } from 'node:os';
import { z } from 'zod';
import type { DetectorState } from '../../core/ports/detector.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A snapshot file: the magic bytes, the length of the header (4 bytes), the header as JSON, the bytes of all arrays in the
 * order of the header, and the CRC-32 of everything before it. Numbers lie as the machine that wrote them has them.
 */
export const MAGIC = Buffer.from('TTDETECT');
/** Raised when a number in an array comes to mean something else, also where the array keeps its length: an older file is then refused. */
const FORMAT_VERSION = 2;
export const CHECKSUM_BYTES = 4;
/** Magic bytes and the length of the header. */
export const PREFIX_BYTES = MAGIC.length + 4;

export const ARRAY_TYPES = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  i16: Int16Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const;

const TYPE_NAMES = ['f64', 'f32', 'i32', 'u32', 'i16', 'u16', 'u8'] as const satisfies (keyof typeof ARRAY_TYPES)[];

const arraySchema = z.strictObject({
  name: z.string(),
  type: z.enum(TYPE_NAMES),
  length: z.int().min(0),
});

export const headerSchema = z.strictObject({
  version: z.literal(FORMAT_VERSION),
  byteOrder: z.literal(endianness()),
  savedAtMillis: z.number(),
  slots: z.int().min(0),
  detectorSlots: z.int().min(0),
  own: z.array(arraySchema),
  detectors: z.array(z.strictObject({ kind: z.string(), fingerprint: z.string(), arrays: z.array(arraySchema) })),
});

export type Header = z.output<typeof headerSchema>;
export type ArrayDescription = z.output<typeof arraySchema>;

export function headerOf({ savedAtMillis, slots, detectorSlots, own, detectors }: Snapshot): Header {
  return {
    version: FORMAT_VERSION,
    byteOrder: endianness(),
    savedAtMillis,
    slots,
    detectorSlots,
    own: arraysOf(own),
    detectors: [...detectors].map(([kind, { fingerprint, state }]) => ({ kind, fingerprint, arrays: arraysOf(state) })),
  };
}

function arraysOf(state: DetectorState): ArrayDescription[] {
  return [...state].map(([name, array]) => ({ name, type: typeOf(array), length: array.length }));
}

function typeOf(array: object): (typeof TYPE_NAMES)[number] {
  const type = TYPE_NAMES.find((name) => array instanceof ARRAY_TYPES[name]);
  if (type === undefined) throw new TypeError('a detector saved something that no DetectorState holds');
  return type;
}
