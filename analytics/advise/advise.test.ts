import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../test-support/seeded-random.ts';
import { advise, type ScoredSeries } from './advise.ts';
import type { Incident } from './incident.ts';

const HOUR_MILLIS = 3_600_000;
const MINUTE_MILLIS = 60_000;
const ROWS = 30 * 24 * 12;
const PAST_ROWS = 200;

/** An hour of trouble that begins with the given row of five minutes. */
function incidentAt(row: number, name = `row ${row}`): Incident {
  return { name, startMillis: row * 5 * MINUTE_MILLIS, endMillis: row * 5 * MINUTE_MILLIS + HOUR_MILLIS };
}

/** A month of quiet scores with peaks; the value is the score unless given. */
function seriesWith(peaks: Readonly<Record<number, number>>, valueAt = (score: number) => score): ScoredSeries {
  const random = new SeededRandom(1);
  const scores = Float64Array.from({ length: ROWS }, (_, row) =>
    row < PAST_ROWS ? NaN : (peaks[row] ?? 0.4 * random.uniform()),
  );
  return {
    observedAtMillis: Float64Array.from(scores, (_, row) => row * 5 * MINUTE_MILLIS),
    values: scores.map((score) => valueAt(Number.isNaN(score) ? 0 : score)),
    scores,
  };
}

const INCIDENTS = [1000, 3000, 5000, 7000].map((row) => incidentAt(row));
const adviseOn = (peaks: Readonly<Record<number, number>>, incidents = INCIDENTS, leadMillis = 0) =>
  advise(
    seriesWith(peaks, () => 1),
    incidents,
    { leadMillis },
  );

describe('advice', () => {
  it('separates incidents from the rest, with what each threshold is worth', () => {
    const { warn, alert } = adviseOn({ 1002: 3, 3004: 3.5, 5002: 2.8, 7006: 3.2, 4000: 1.4 });
    expect(warn?.threshold).toBeGreaterThan(1.4);
    expect(warn?.threshold).toBeLessThanOrEqual(2.8);
    expect(alert).toEqual(warn);
    expect(warn?.inSample).toMatchObject({
      events: 4,
      falseEvents: 0,
      precision: 1,
      recall: 1,
      medianDelaySeconds: 900,
    });
    expect(warn?.inSample.eventsAMonth).toBeCloseTo(4 / ((ROWS - PAST_ROWS) / 12 / 24 / 30.4375), 5);
  });

  it('warns of what stands out a little, and alerts of what is nearly always an incident', () => {
    const falseAlarms = { 2000: 1, 2400: 1, 4000: 1.1, 6000: 1 };
    const { warn, alert } = adviseOn({ ...falseAlarms, 1002: 1.2, 3002: 1.05, 5002: 3, 7002: 3 });
    expect(warn?.inSample).toMatchObject({ incidentsFound: 4 });
    expect(alert?.inSample).toMatchObject({ precision: 1 });
    expect(alert?.threshold).toBeGreaterThan(warn?.threshold ?? NaN);
  });

  it('tells what an incident would have met that nobody had known', () => {
    const { warn } = adviseOn({ 1002: 3, 3002: 3, 5002: 3, 7002: 0.9, 2000: 1.2, 4000: 1.2, 6000: 1.2, 8000: 1.2 });
    expect(warn?.inSample.recall).toBeGreaterThanOrEqual(0.75);
    const { outOfSample } = adviseOn({ 1002: 3, 3002: 3, 5002: 3, 7002: 0.9 }).warn ?? {};
    expect(outOfSample).toMatchObject({ incidents: 4, incidentsFound: 3 });
  });

  it('tries no incident with what too few others teach', () => {
    expect(adviseOn({ 1002: 3, 3002: 3 }, INCIDENTS.slice(0, 2)).warn).toMatchObject({ outOfSample: undefined });
  });

  it('leaves out what cannot be judged, and says why', () => {
    const missing = seriesWith({ 3002: 3 });
    const { incidents, ignored } = advise(missing, [incidentAt(50), incidentAt(3000), incidentAt(9e6)], {
      leadMillis: 0,
    });
    expect(incidents).toHaveLength(1);
    expect(ignored.map(({ reason }) => reason)).toEqual(['too little past', 'outside of the series']);
    const between = { name: 'x', startMillis: 301 * 5 * MINUTE_MILLIS + 1, endMillis: 301 * 5 * MINUTE_MILLIS + 2 };
    expect(advise(missing, [between], { leadMillis: 0 }).ignored[0]?.reason).toBe('no readings in it');
  });

  it('takes overlapping incidents for one', () => {
    const { incidents } = adviseOn({ 1002: 3 }, [incidentAt(1006, 'b'), incidentAt(1000, 'a')]);
    expect(incidents).toEqual([
      { name: 'a + b', startMillis: 1000 * 5 * MINUTE_MILLIS, endMillis: 1018 * 5 * MINUTE_MILLIS },
    ]);
  });

  it('says nothing where nothing stands out', () => {
    expect(adviseOn({ 2000: 4 })).toMatchObject({ warn: undefined, alert: undefined });
  });

  it('counts an alarm in the lead of an incident as finding it', () => {
    const early = { 998: 3, 2998: 3, 4998: 3, 6998: 3 };
    expect(adviseOn(early).warn).toBeUndefined();
    expect(adviseOn(early, INCIDENTS, 15 * MINUTE_MILLIS).warn?.inSample).toMatchObject({
      recall: 1,
      precision: 1,
      medianDelaySeconds: -600,
    });
  });

  it('advises a limit of the value where that tells incidents, below too', () => {
    const isTrouble = (row: number): boolean =>
      INCIDENTS.some(({ startMillis }) => row - startMillis / (5 * MINUTE_MILLIS) === 3);
    const base = seriesWith({});
    const values = base.values.map((_, row) => (isTrouble(row) ? -50 : 20 + (row % 7)));
    const { value, warn } = advise({ ...base, values }, INCIDENTS, { leadMillis: 0 });
    expect(warn).toBeUndefined();
    expect(value).toMatchObject({ side: 'below', inSample: { recall: 1, precision: 1 } });
    expect(value?.threshold).toBeGreaterThanOrEqual(-50);
    expect(value?.threshold).toBeLessThan(20);
  });

  it('takes no limit for good that is nearly always passed', () => {
    expect(
      advise(
        seriesWith({}, () => 5),
        INCIDENTS,
        { leadMillis: 0 },
      ).value,
    ).toBeUndefined();
  });

  it('knows on which side of their past incidents lie', () => {
    const peaks = { 1002: 3, 3002: 3, 5002: 3, 7002: 3 };
    expect(advise(seriesWith(peaks), INCIDENTS, { leadMillis: 0 }).direction).toBe('above');
    expect(
      advise(
        seriesWith(peaks, (score) => -score),
        INCIDENTS,
        { leadMillis: 0 },
      ).direction,
    ).toBe('below');
  });
});
