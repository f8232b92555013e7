import { describe, expect, it } from 'vitest';
import type { LevelChange } from './detection-engine.ts';
import { NO_RULES } from './series-rules.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { changesOf, engineWithTrio } from './test-support/trio.ts';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';

const MINUTE = 60_000;
const HOUR = 3600;
const DAY_MINUTES = 1440;

function noise(count: number, level: number, seed = 1): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => level + 0.2 * random.gaussian());
}

const levelsOf = (changes: readonly LevelChange[]): string[] => changes.map(({ aberration }) => aberration.level);

describe('a disturbance that the detectors have learnt', () => {
  const values = [...noise(HOUR, 20), ...noise(HOUR, 40, 2), ...noise(2 * HOUR, 20, 3)];

  it('is told when it begins; its end is no news', () => {
    const changes = changesOf(values);
    expect(levelsOf(changes)).toEqual(['alarm', 'normal']);
    expect(changes[0]?.aberration).toMatchObject({ observedAtMillis: HOUR * 1000, direction: 'above' });
  });

  it('and that comes back is told again', () => {
    expect(levelsOf(changesOf([...values, ...noise(10, 190, 4)]))[2]).toBe('alarm');
  });

  it('ends with what was usual before it, when it ends while it is told', () => {
    const [, left] = changesOf([...noise(HOUR, 20), ...noise(5, 40, 2), ...noise(60, 20, 3)]);
    expect(left?.aberration.level).toBe('normal');
    expect(left?.aberration.lower).toBeLessThan(20);
    expect(left?.aberration.upper).toBeGreaterThan(20);
    expect(left?.aberration.upper).toBeLessThan(25);
  });

  it('that has lasted for more than a day is normal, and its end is news', () => {
    const days = (count: number, level: number, seed: number) => noise(count * DAY_MINUTES, level, seed);
    const changes = changesOf([...days(1, 20, 1), ...days(9, 40, 2), ...days(0.1, 20, 3)], MINUTE);
    expect(
      changes.filter(({ aberration }) => aberration.direction === 'below' && aberration.level !== 'normal'),
    ).not.toEqual([]);
  });
});

describe('a disturbance with a least duration', () => {
  const rules = { ...NO_RULES, leastDurationMillis: 20_000 };

  it('is told once it has lasted', () => {
    const [first] = changesOf([...noise(HOUR, 20), ...noise(40, 60, 2)], 1000, 0, rules);
    expect(first?.aberration.observedAtMillis).toBe((HOUR + 20) * 1000);
  });

  it('is not told when it is shorter', () => {
    expect(changesOf([...noise(HOUR, 20), ...noise(20, 60, 2), ...noise(HOUR, 20, 3)], 1000, 0, rules)).toEqual([]);
  });
});

describe('a series', () => {
  it('is not news for being read at another interval', () => {
    const builder = new ReadingBatchBuilder();
    const random = new SeededRandom(9);
    let millis = 0;
    for (const [stepSeconds, hours] of [
      [600, 72],
      [1, 1],
      [60, 24],
      [3600, 24],
      [5, 3],
    ] as const) {
      for (let n = 0; n < (hours * 3600) / stepSeconds; n += 1) {
        millis += stepSeconds * 1000;
        builder.add(0, millis, 20 + 5 * Math.sin((2 * Math.PI * millis) / 86_400_000) + 0.2 * random.gaussian());
      }
    }
    const changes: LevelChange[] = [];
    engineWithTrio().process(builder.build(0), (change) => changes.push(change));
    expect(changes.length).toBeLessThanOrEqual(2);
  });

  it('goes on being judged when its clock is set back by a day, without an alarm for it', () => {
    const builder = new ReadingBatchBuilder();
    const random = new SeededRandom(9);
    const add = (minute: number, extra = 0): void => {
      builder.add(
        0,
        minute * MINUTE,
        20 + 5 * Math.sin((2 * Math.PI * minute) / DAY_MINUTES) + extra + 0.2 * random.gaussian(),
      );
    };
    for (let minute = 0; minute < 4 * DAY_MINUTES; minute += 1) add(minute);
    for (let minute = 3 * DAY_MINUTES; minute < 4 * DAY_MINUTES; minute += 1) add(minute);
    add(4 * DAY_MINUTES, 30);
    const engine = engineWithTrio();
    const changes: LevelChange[] = [];
    engine.process(builder.build(0), (change) => changes.push(change));
    expect(changes.map(({ aberration }) => aberration.observedAtMillis)).toEqual([4 * DAY_MINUTES * MINUTE]);
    expect(engine.counters.skippedLate).toBe(10);
  });
});
