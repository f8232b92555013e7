import { describe, expect, it } from 'vitest';
import { makeSeries } from '../../core/series.ts';
import { seriesRulesOf } from './series-rules-of.ts';

describe('the rules of a series', () => {
  it('come from its name', () => {
    expect(seriesRulesOf(makeSeries('lab', 's1', 'humidity_percent'), [])).toEqual({
      isJudged: true,
      kind: undefined,
      hint: 'measure',
      leastDeviation: 5,
      leastRateDeviation: 5,
      leastDurationMillis: 0,
      direction: 'both',
      scoreFactor: 1,
      silencedDetectors: [],
    });
  });

  it('look at a counter as at its rate', () => {
    const rules = seriesRulesOf(makeSeries('lab', 's1', 'network_receive_bytes_total'), []);
    expect(rules).toMatchObject({ hint: 'counter', leastRateDeviation: 250_000 });
  });

  it('are what somebody wants', () => {
    const override = {
      match: { site: 'lab' },
      kind: 'events',
      direction: 'above',
      leastDeviation: 3,
      minimumDurationSeconds: 90,
      sensitivity: 'low',
      detectors: { 'time-shift': false, forecast: true },
      enabled: false,
    } as const;
    expect(seriesRulesOf(makeSeries('lab', 's1', 'humidity_percent'), [override])).toMatchObject({
      isJudged: false,
      kind: 'events',
      leastDeviation: 3,
      leastRateDeviation: 3,
      leastDurationMillis: 90_000,
      direction: 'above',
      scoreFactor: 0.5,
      silencedDetectors: ['time-shift'],
    });
  });
});
