import { describe, expect, it } from 'vitest';
import type { LevelChange } from '../detection-engine.ts';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { changesOf, enteredOf, RECOGNISED } from '../test-support/trio.ts';

const STEP_MILLIS = 10_000;
const DAY_ROWS = 8640;

/** Levels that were entered by series that somebody reads every ten seconds. */
function entered(rows: number, valueAt: (n: number, random: SeededRandom) => number): readonly LevelChange[] {
  const random = new SeededRandom(4);
  const values = Array.from({ length: rows }, (_, n) => valueAt(n, random));
  return enteredOf(changesOf(values, STEP_MILLIS, 0, RECOGNISED));
}

/** A counter of about `rate` bytes a second, three times that from the given row on, set back at another. */
function bytes(busyFrom: number, setBackAt: number) {
  let total = 5e8;
  return (n: number, random: SeededRandom): number => {
    if (n === setBackAt) total = 0;
    return (total += Math.round(1e5 * (1 + 0.1 * random.gaussian()) * (n >= busyFrom ? 3 : 1)));
  };
}

describe('in the engine', () => {
  it('a counter that is set back is no news', () => {
    expect(entered(DAY_ROWS, bytes(Infinity, 5000))).toEqual([]);
  });

  it('a counter that counts three times as fast is, and is told by its rate', () => {
    const [change] = entered(6000, bytes(5000, Infinity));
    expect(change?.isRate).toBe(true);
    expect(change?.aberration.observedAtMillis).toBeGreaterThanOrEqual(5000 * STEP_MILLIS);
    expect(change?.aberration.observedAtMillis).toBeLessThan(5010 * STEP_MILLIS);
    expect(change?.aberration.observed).toBeGreaterThan(2e4);
    expect(change?.aberration.expected).toBeGreaterThan(8000);
    expect(change?.aberration.upper).toBeLessThan(2e4);
  });

  it('one event among none is no news, many are', () => {
    const errors = (n: number, random: SeededRandom): number => (random.uniform() < 0.01 ? 1 : n === 8000 ? 40 : 0);
    const changes = entered(DAY_ROWS, errors);
    expect(changes.map(({ aberration }) => aberration.observed)).toEqual([40]);
    expect(changes[0]?.aberration.lower).toBeGreaterThanOrEqual(0);
  });

  it('a state is never judged', () => {
    expect(entered(DAY_ROWS, (n) => [1, 1, 7, 2][Math.floor(n / 300) % 4] ?? 0)).toHaveLength(1);
  });
});
