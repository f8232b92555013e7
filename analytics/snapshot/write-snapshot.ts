import { close, closeSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import type { DetectorState } from '../../core/ports/detector.ts';
import { headerOf, MAGIC } from './snapshot-header.ts';
import type { Snapshot } from './snapshot.ts';
import { toSnapshotFailure } from './snapshot-failure.ts';

const flush = promisify(fsync);
const closeFile = promisify(close);

/**
 * Puts the snapshot in the place of the file, or leaves the file as it was. The arrays are written before this returns its
 * promise, straight from where they lie: views may be invalid afterwards. Only the wait for the disk is asynchronous.
 * Resolves with the size of the file in bytes; rejects with a `Failure`.
 */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<number> {
  const unfinished = `${file}.unfinished`;
  try {
    const { descriptor, bytes } = writeAll(unfinished, snapshot);
    try {
      await flush(descriptor);
    } finally {
      await closeFile(descriptor);
    }
    renameSync(unfinished, file);
    flushFolder(dirname(file));
    return bytes;
  } catch (cause) {
    rmSync(unfinished, { force: true, recursive: true });
    throw toSnapshotFailure(cause, file);
  }
}

function writeAll(file: string, snapshot: Snapshot): { readonly descriptor: number; readonly bytes: number } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'w', 0o600);
  try {
    const output = new ChecksummedFile(descriptor);
    const header = Buffer.from(JSON.stringify(headerOf(snapshot)));
    const headerBytes = Buffer.alloc(4);
    headerBytes.writeUInt32LE(header.length);
    output.write(MAGIC);
    output.write(headerBytes);
    output.write(header);
    writeArrays(output, snapshot.own);
    for (const { state } of snapshot.detectors.values()) writeArrays(output, state);
    output.finish();
    return { descriptor, bytes: output.bytes };
  } catch (cause) {
    closeSync(descriptor);
    throw cause;
  }
}

function writeArrays(output: ChecksummedFile, state: DetectorState): void {
  for (const { buffer, byteOffset, byteLength } of state.values()) {
    output.write(Buffer.from(buffer, byteOffset, byteLength));
  }
}

class ChecksummedFile {
  readonly #descriptor: number;
  #checksum = 0;
  bytes = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  write(bytes: Buffer): void {
    this.#checksum = crc32(bytes, this.#checksum);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written);
    }
    this.bytes += bytes.length;
  }

  finish(): void {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(this.#checksum);
    this.write(checksum);
  }
}

/** The name of the file is safe on disk only when its folder is. */
function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
