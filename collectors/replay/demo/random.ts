/** Numbers in [0, 1) that depend on the seed alone: mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * About normal with standard deviation 1 and never beyond ±3: the sum of twelve uniform numbers, cut off.
 * Uses additions only, so every machine gets the same bits.
 */
export function boundedNoise(random: () => number): number {
  let sum = -6;
  for (let term = 0; term < 12; term += 1) sum += random();
  return Math.min(3, Math.max(-3, sum));
}
