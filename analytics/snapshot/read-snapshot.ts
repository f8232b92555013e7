import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { Failure } from '../../core/failure.ts';
import type { DetectorState } from '../../core/ports/detector.ts';
import {
  ARRAY_TYPES,
  CHECKSUM_BYTES,
  headerSchema,
  MAGIC,
  PREFIX_BYTES,
  type ArrayDescription,
  type Header,
} from './snapshot-header.ts';
import type { DetectorSnapshot, Snapshot } from './snapshot.ts';

const MAX_HEADER_BYTES = 16 * 1024 * 1024;

/** `undefined` when there is no such file. Throws Failure when it is not a whole snapshot of this format. */
export function readSnapshot(file: string): Snapshot | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readOpened(openSync(file, 'r'));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`what the detectors knew cannot be read from ${file}: ${detail}.`, {
      reason: 'other',
      retryable: false,
      remedy: 'Nothing needs to be done: the series in it learn again what is normal, and the file is replaced.',
      cause,
    });
  }
}

function readOpened(descriptor: number): Snapshot {
  try {
    return readWhole(new ChecksummedInput(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function readWhole(input: ChecksummedInput): Snapshot {
  const header = readHeader(input);
  const arrays = [...header.own, ...header.detectors.flatMap((detector) => detector.arrays)];
  const expectedBytes = arrays.reduce((sum, each) => sum + each.length * typeOf(each).BYTES_PER_ELEMENT, 0);
  if (input.bytesLeft !== expectedBytes + CHECKSUM_BYTES) throw new Error('it is cut off or has been added to');
  const own = readState(input, header.own);
  const detectors = new Map<string, DetectorSnapshot>();
  for (const { kind, fingerprint, arrays: ofDetector } of header.detectors) {
    detectors.set(kind, { fingerprint, state: readState(input, ofDetector) });
  }
  const { checksum } = input;
  if (input.take(CHECKSUM_BYTES).readUInt32LE() !== checksum) throw new Error('its checksum is wrong');
  const { savedAtMillis, slots, detectorSlots } = header;
  return { savedAtMillis, slots, detectorSlots, own, detectors };
}

function readHeader(input: ChecksummedInput): Header {
  if (input.bytesLeft < PREFIX_BYTES) throw new Error('it is cut off');
  if (!input.take(MAGIC.length).equals(MAGIC)) throw new Error('it is something else');
  const length = input.take(4).readUInt32LE();
  if (length > Math.min(MAX_HEADER_BYTES, input.bytesLeft)) throw new Error('its header is cut off');
  const parsed = headerSchema.safeParse(JSON.parse(input.take(length).toString()));
  if (!parsed.success) throw new Error('it was written by another version or on another sort of machine');
  return parsed.data;
}

function readState(input: ChecksummedInput, descriptions: readonly ArrayDescription[]): DetectorState {
  return new Map(
    descriptions.map((each) => {
      const array = new (typeOf(each))(each.length);
      input.fill(Buffer.from(array.buffer));
      return [each.name, array];
    }),
  );
}

function typeOf({ type }: ArrayDescription): (typeof ARRAY_TYPES)[keyof typeof ARRAY_TYPES] {
  return ARRAY_TYPES[type];
}

class ChecksummedInput {
  bytesLeft: number;
  checksum = 0;
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.bytesLeft = fstatSync(descriptor).size;
  }

  take(bytes: number): Buffer {
    const taken = Buffer.alloc(bytes);
    this.fill(taken);
    return taken;
  }

  fill(target: Buffer): void {
    for (let filled = 0; filled < target.length;) {
      const read = readSync(this.#descriptor, target, filled, target.length - filled, null);
      if (read === 0) throw new Error('it is cut off');
      filled += read;
    }
    this.checksum = crc32(target, this.checksum);
    this.bytesLeft -= target.length;
  }
}
