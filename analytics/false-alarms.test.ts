import { describe, expect, it } from 'vitest';
import { HEALTHY_MONTHS, HEALTHY_SERIES, type SeriesGenerator } from './test-support/generated-series.ts';
import { enteredIn, eventRates, type QualityRun } from './test-support/quality-run.ts';
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

/** Events a series in its first week, and in the month after it. */
interface FamilyRates {
  readonly family: string;
  readonly firstWeek: number;
  readonly month: number;
}

function ratesByFamily(
  { series, stepMinutes }: Pick<QualityRun, 'series' | 'stepMinutes'>,
  families = Object.keys(HEALTHY_MONTHS),
): FamilyRates[] {
  return families.map((family) => {
    const generator = HEALTHY_MONTHS[family] ?? (() => () => NaN);
    const { firstWeek, month } = eventRates(enteredIn({ generator, series, stepMinutes }), series);
    return { family, firstWeek, month };
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

describe.each([
  { stepMinutes: 5, series: 3 },
  { stepMinutes: 60, series: 40 },
])('healthy series, every $stepMinutes minutes, through all detectors', (run) => {
  const rates = ratesByFamily(run);

  it('give at most one event a series and month, and in their first week, whatever their kind', () => {
    expect(rates.filter(({ month, firstWeek }) => month > 1 || firstWeek > 1)).toEqual([]);
  });

  it('give far fewer on average', () => {
    expect(mean(rates.map(({ month }) => month))).toBeLessThanOrEqual(0.5);
    expect(mean(rates.map(({ firstWeek }) => firstWeek))).toBeLessThanOrEqual(0.4);
  });
});

describe('healthy series of the harder kinds, every minute, through all detectors', () => {
  it('give at most one event a series and month, and in their first week', () => {
    const rates = ratesByFamily({ stepMinutes: 1, series: 6 }, ['random walk', 'office hours', 'clock goes back']);
    expect(rates.filter(({ month, firstWeek }) => month > 1 || firstWeek > 1)).toEqual([]);
  }, 240_000);
});

describe('a restart', () => {
  it('changes nothing that is said afterwards', () => {
    const run = {
      generator: HEALTHY_MONTHS['Student, 3 degrees'] ?? (() => () => 0),
      series: 20,
      stepMinutes: 60,
      change: (value: number, row: number) => (row === 500 || row === 510 ? value + 100 : value),
    };
    const entered = enteredIn(run);
    expect(entered.length).toBeGreaterThan(20);
    expect(enteredIn({ ...run, restartDay: 20 })).toEqual(entered);
  });
});
