import { describe, expect, it } from 'vitest';
import { HEALTHY_SERIES, type SeriesGenerator } from './test-support/generated-series.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { changesOf, enteredOf, RECOGNISED } from './test-support/trio.ts';

const START_MILLIS = 1_700_000_000_000;
const WARM_UP_SECONDS = 3600;
const DAY_SECONDS = 86_400;

interface LevelsEntered {
  readonly inWarmUp: number;
  readonly afterIt: number;
}

/** Levels entered, the mean over as many generated series. */
function levelsEntered(generator: SeriesGenerator, series: number, days: number, stepSeconds: number): LevelsEntered {
  let inWarmUp = 0;
  let afterIt = 0;
  for (let seed = 1; seed <= series; seed += 1) {
    const valueAt = generator(new SeededRandom(seed));
    const values = Array.from({ length: (days * DAY_SECONDS) / stepSeconds }, (_, n) => valueAt(n * stepSeconds));
    for (const { aberration } of enteredOf(changesOf(values, stepSeconds * 1000, START_MILLIS, RECOGNISED))) {
      if (aberration.observedAtMillis - START_MILLIS < WARM_UP_SECONDS * 1000) inWarmUp += 1;
      else afterIt += 1;
    }
  }
  return { inWarmUp: inWarmUp / series, afterIt: afterIt / series };
}

describe.each(Object.entries(HEALTHY_SERIES))('%s', (_name, generator) => {
  it('enters at most one level in its first hour and one in the rest of a day, at a reading a second', () => {
    const entered = levelsEntered(generator, 6, 1, 1);
    expect(entered.inWarmUp).toBeLessThanOrEqual(1);
    expect(entered.afterIt).toBeLessThanOrEqual(1);
  });

  it('enters at most one level a day over four days, at a reading every ten seconds', () => {
    const entered = levelsEntered(generator, 3, 4, 10);
    expect(entered.inWarmUp).toBeLessThanOrEqual(1);
    expect(entered.afterIt / 4).toBeLessThanOrEqual(1);
  });
});
