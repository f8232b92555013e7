const LOW_BITS = 21;

/**
 * A number below 2^53 that stands for a series' key where keys would be too long. Two of a million series share one with a
 * probability of one in twenty thousand. Two rounds of MurmurHash3's finaliser over two accumulators.
 */
export function keyHash(key: string): number {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
  }
  const high = finished(one, other);
  const low = finished(other, one);
  return (high & ((1 << LOW_BITS) - 1)) * 2 ** 32 + low;
}

function finished(accumulator: number, salt: number): number {
  let mixed = Math.imul(accumulator ^ (accumulator >>> 16), 0x85ebca6b);
  mixed ^= Math.imul(salt ^ (salt >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
