import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { TailSurprises } from './tail-surprises.ts';
import { withOneSlot } from './test-support/one-slot.ts';

interface Tail {
  update(size: number): number;
}

function tailAfter(sizes: Iterable<number>): Tail {
  const { part: tails, memory } = withOneSlot((layout) => new TailSurprises(layout, 1));
  const tail = {
    update(size: number): number {
      tails.sizes[0] = size;
      return tails.update(memory, 0, 1, 1, 1, 1) ** 0.25;
    },
  };
  for (const size of sizes) tail.update(size);
  return tail;
}

function uniform(count: number): number[] {
  const random = new SeededRandom(3);
  return Array.from({ length: count }, () => 1 + random.uniform());
}

describe('the surprise of a size', () => {
  it('is zero while there is too little past', () => {
    expect(tailAfter([1, 1, 1]).update(1000)).toBe(0);
  });

  it('is the power of ten of its rarity', () => {
    const share = 0.01;
    const surprise = tailAfter(uniform(10_000)).update(2 - share);
    expect(surprise).toBeCloseTo(-Math.log10(share), 1);
  });

  it('grows beyond the record, and is bounded', () => {
    const sizes = uniform(1000);
    const record = tailAfter(sizes).update(2.1);
    expect(record).toBeGreaterThan(3);
    expect(tailAfter(sizes).update(3)).toBeGreaterThan(record + 0.5);
    expect(tailAfter(sizes).update(1e30)).toBeLessThanOrEqual(Math.log10(1002) + 3);
  });

  it('does not depend on the unit', () => {
    const unit = 1024;
    const sizes = uniform(1000);
    const scaled = tailAfter(sizes.map((size) => size * unit));
    expect(scaled.update(2.5 * unit)).toBeCloseTo(tailAfter(sizes).update(2.5), 12);
  });

  it('keeps what it knew when a far larger size comes', () => {
    const tail = tailAfter(uniform(1000));
    tail.update(1e6);
    expect(tail.update(5e5)).toBeGreaterThan(2.5);
    expect(tail.update(1.5)).toBe(0);
  });

  it('knows after millions of sizes how rare the rare ones are', () => {
    const random = new SeededRandom(4);
    const tail = tailAfter([1000]);
    for (let row = 0; row < 500_000; row += 1) tail.update(row % 1000 === 0 ? 1000 : 1 + random.uniform());
    expect(tail.update(800)).toBeCloseTo(3, 1);
    expect(tail.update(1.5)).toBe(0);
  });

  it('is never raised by what always happens', () => {
    const tail = tailAfter(Array.from({ length: 1000 }, () => 0));
    expect(tail.update(0)).toBe(0);
    expect(tail.update(1e-9)).toBeGreaterThan(3);
  });
});
