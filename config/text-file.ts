import { closeSync, openSync, readSync } from 'node:fs';

/** No configuration and no secret is longer; a file that never ends must not fill the memory. */
const MAX_TEXT_BYTES = 1024 * 1024;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'this process may not read it'],
  ['EPERM', 'this process may not read it'],
  ['EISDIR', 'it is a folder'],
]);

/** The text of a file. Throws an `Error` whose message says in a few words why there is none. */
export function readTextFile(path: string): string {
  try {
    const bytes = readBytes(path);
    if (bytes.length > MAX_TEXT_BYTES) throw new RangeError(`it is longer than ${MAX_TEXT_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(reasonOf(cause), { cause });
  }
}

/** At most one byte more than is allowed. */
function readBytes(path: string): Buffer {
  const bytes = Buffer.alloc(MAX_TEXT_BYTES + 1);
  const descriptor = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      length += count;
      if (count === 0 || length === bytes.length) return bytes.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it cannot be read';
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return WORDS.get(code) ?? cause.message;
}
