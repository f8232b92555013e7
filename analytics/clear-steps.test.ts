import { describe, expect, it } from 'vitest';
import { dailyMean, dailySeason, type TimedGenerator } from './test-support/generated-series.ts';
import { foundShare } from './test-support/quality-run.ts';
import { SeededRandom } from './test-support/seeded-random.ts';
import { changesOf } from './test-support/trio.ts';

const TRIES = 400;

interface Step {
  readonly level: number;
  readonly deviation: number;
  readonly warmUpReadings: number;
  readonly height: number;
  readonly stepMillis: number;
}

/** The share of tries in which the first reading after the step, and none before, entered a level. */
function shareRecognisedAtOnce({ level, deviation, warmUpReadings, height, stepMillis }: Step): number {
  let recognised = 0;
  for (let seed = 1; seed <= TRIES; seed += 1) {
    const random = new SeededRandom(seed);
    const values = Array.from({ length: warmUpReadings }, () => level + deviation * random.gaussian());
    const direction = seed % 2 === 0 ? 1 : -1;
    const changes = changesOf([...values, level + direction * height + deviation * random.gaussian()], stepMillis);
    const [first] = changes;
    if (first?.aberration.observedAtMillis === warmUpReadings * stepMillis && changes.length === 1) recognised += 1;
  }
  return recognised / TRIES;
}

describe('a clear step', () => {
  it.each([
    { level: 100, deviation: 1, warmUpReadings: 30, height: 10, stepMillis: 1000 },
    { level: 1000, deviation: 1, warmUpReadings: 60, height: 10, stepMillis: 1000 },
    { level: 20, deviation: 0.1, warmUpReadings: 120, height: 1, stepMillis: 10 },
    { level: 0, deviation: 1, warmUpReadings: 600, height: 10, stepMillis: 60_000 },
    { level: 100, deviation: 1, warmUpReadings: 15, height: 20, stepMillis: 1000 },
    { level: 20, deviation: 0, warmUpReadings: 10, height: 1, stepMillis: 1000 },
    { level: 0, deviation: 0, warmUpReadings: 50, height: 2, stepMillis: 1000 },
  ])('of $height on $level ± $deviation after $warmUpReadings readings is recognised at its first reading', (step) => {
    expect(shareRecognisedAtOnce(step)).toBeGreaterThanOrEqual(0.95);
  });

  it('is recognised when all readings bear the same millisecond', () => {
    const random = new SeededRandom(1);
    const values = Array.from({ length: 30 }, () => 20 + 0.1 * random.gaussian());
    expect(changesOf([...values, 30], 0).map(({ aberration }) => aberration.level)).toEqual(['alarm']);
  });
});

const TIMEOUT_MILLIS = 120_000;

const noise: TimedGenerator = (random) => () => 100 + random.gaussian();

describe('after eight days, through all detectors', () => {
  it.each([
    { stepMinutes: 5, series: 24 },
    { stepMinutes: 60, series: 100 },
  ])(
    'a step and a spike of five noises, every $stepMinutes minutes, are found within three readings',
    (run) => {
      const found = [
        foundShare('step', { ...run, generator: noise }, () => 100),
        foundShare('spike', { ...run, generator: noise }, () => 100),
        foundShare('step', { ...run, generator: dailySeason }, dailyMean),
        foundShare('spike', { ...run, generator: dailySeason }, dailyMean),
      ];
      expect(Math.min(...found)).toBeGreaterThanOrEqual(0.95);
    },
    TIMEOUT_MILLIS,
  );
});
