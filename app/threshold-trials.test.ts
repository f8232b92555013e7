import { describe, expect, it } from 'vitest';
import type { DetectionOverride } from '../analytics/overrides/detection-override.ts';
import { seriesRulesOf } from '../analytics/overrides/series-rules-of.ts';
import { SeededRandom } from '../analytics/test-support/seeded-random.ts';
import { allDetectors, makePool } from '../analytics/workers/test-support/pools.ts';
import { seriesKey, makeSeries } from '../core/series.ts';
import { ManualTime } from '../test/support/manual-time.ts';
import { ThresholdTrials, type ThresholdTrialsDependencies } from './threshold-trials.ts';

const MINUTE_MILLIS = 60_000;
const SERIES = makeSeries('lab', 's1', 'temperature');
const REGISTERED = { id: 41, key: seriesKey(SERIES), series: SERIES };
const time = new ManualTime();
const STEP_MINUTES = 5;
const READINGS = (20 * 1440) / STEP_MINUTES;
const JUMP_AT = 5000;

/** Twenty days of noise around 20, with an hour at 24. */
function history() {
  const random = new SeededRandom(7);
  const from = time.nowMillis() - READINGS * STEP_MINUTES * MINUTE_MILLIS;
  return {
    observedAtMillis: Float64Array.from({ length: READINGS }, (_, n) => from + n * STEP_MINUTES * MINUTE_MILLIS),
    values: Float64Array.from(
      { length: READINGS },
      (_, n) => 20 + 0.2 * random.gaussian() + (n >= JUMP_AT && n < JUMP_AT + 12 ? 4 : 0),
    ),
  };
}

const past = history();
const jumpedAtMillis = past.observedAtMillis[JUMP_AT] ?? 0;
const detectors = await allDetectors();

function trials(
  overrides: readonly DetectionOverride[] = [],
  changes: Partial<ThresholdTrialsDependencies> = {},
): ThresholdTrials {
  return new ThresholdTrials({
    history: { read: async () => past },
    overrides,
    createPool: ({ key, series }, lists) =>
      makePool({
        workers: 0,
        detectors,
        keyOf: (trial) => `${trial} ${key}`,
        rulesOf: (trial) => seriesRulesOf(series, lists[trial] ?? []),
      }).pool,
    clock: time,
    ...changes,
  });
}

describe('a preview of thresholds', () => {
  it('fires at what was out of the ordinary, by the rules there are and by those that are wanted', async () => {
    const compared = await trials().compare(REGISTERED, { leastDeviation: 10 }, []);
    expect(compared).toMatchObject({ readings: READINGS, fromMillis: past.observedAtMillis[0] });
    const jump = compared.now.spans.find(({ fromMillis }) => Math.abs(fromMillis - jumpedAtMillis) <= 600_000);
    expect(jump?.observed).toBeGreaterThan(23);
    expect(jump?.untilMillis).toBeLessThan(jumpedAtMillis + 120 * MINUTE_MILLIS);
    expect(compared.wished.fired).toBe(0);
  }, 60_000);

  it('counts what it tells of marked incidents, and what it says outside of them', async () => {
    const marked = [
      { fromMillis: jumpedAtMillis, untilMillis: jumpedAtMillis + 3_600_000 },
      { fromMillis: jumpedAtMillis - 86_400_000, untilMillis: jumpedAtMillis - 80_000_000 },
    ];
    const { now } = await trials().compare(REGISTERED, {}, marked);
    expect(now.incidentsFound).toBe(1);
    expect(now.outsideIncidents).toBe(now.fired - 1);
    expect(now.firedAMonth).toBeCloseTo(now.fired * 1.5, 5);
  }, 60_000);

  it('begins with the settings there are', async () => {
    const { now, wished } = await trials([{ match: {}, enabled: false }]).compare(REGISTERED, {}, []);
    expect([now.fired, wished.fired]).toEqual([0, 0]);
  });

  it('asks to wait while another is being worked out, and is free again afterwards', async () => {
    const some = trials();
    const first = some.compare(REGISTERED, {}, []);
    await expect(some.compare(REGISTERED, {}, [])).rejects.toThrow('Another preview is being worked out');
    await first;
    await expect(some.compare(REGISTERED, {}, [])).resolves.toMatchObject({ readings: READINGS });
  }, 60_000);

  it('finds nothing where there is no past', async () => {
    const nothing = { read: async () => ({ observedAtMillis: new Float64Array(0), values: new Float64Array(0) }) };
    const { readings, now } = await trials([], { history: nothing }).compare(REGISTERED, {}, []);
    expect([readings, now.fired, now.firedAMonth]).toEqual([0, 0, 0]);
  });
});
