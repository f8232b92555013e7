import { createHash, randomBytes } from 'node:crypto';

/** Twice the 128 bits that ASVS 5.0 (7.2.3) asks for; fits into a cookie, a link and a header. */
const KEY_BYTES = 32;

export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** All that is kept of a key: whoever reads the file cannot use it. A random key needs no salt. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
