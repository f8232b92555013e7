import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgedMap } from './aged-map.ts';

const CAPACITY = 3;

/** The same, slowly: a list with what was touched last at its end. */
function slowKeys(steps: readonly (readonly [string, boolean])[]): readonly string[] {
  let keys: string[] = [];
  for (const [key, isDeleted] of steps) {
    keys = keys.filter((each) => each !== key);
    if (!isDeleted) keys = [...keys.slice(1 - CAPACITY), key];
  }
  return keys;
}

describe('an aged map', () => {
  it('lets go of what was touched longest ago, whatever was added, touched and deleted before', () => {
    const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new AgedMap<number>(CAPACITY);
        for (const [key, isDeleted] of steps) {
          if (isDeleted) map.delete(key);
          else map.set(key, 1);
        }
        expect([...map.entries()].map(([key]) => key)).toEqual(slowKeys(steps));
      }),
    );
  });

  it('counts what it let go', () => {
    const map = new AgedMap<number>(CAPACITY);
    for (let n = 0; n < 10; n += 1) map.set(String(n), n);
    expect(map.evicted).toBe(7);
    expect(map.size).toBe(CAPACITY);
    expect(map.get('9')).toBe(9);
    expect(map.get('1')).toBeUndefined();
  });
});
