import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/ports/clock.ts';

/** Ids that sort by time and do not collide: milliseconds in base 36, then 50 random bits. */
export function createIdSource(clock: Clock): () => string {
  return () => {
    const time = clock.nowMillis().toString(36).padStart(9, '0');
    const random = BigInt(`0x${randomBytes(8).toString('hex')}`)
      .toString(36)
      .padStart(13, '0')
      .slice(-10);
    return `${time}-${random}`;
  };
}
