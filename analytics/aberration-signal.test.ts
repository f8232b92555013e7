import { describe, expect, it } from 'vitest';
import type { Aberration } from '../core/aberration.ts';
import { makeSeries } from '../core/series.ts';
import { aberrationSignal, classOfMetric } from './aberration-signal.ts';
import { withoutExplanation } from './aberration-words.ts';

const ABERRATION: Aberration = {
  seriesKey: 'temperature{sensor="s1",site="lab"}',
  observedAtMillis: 1_700_000_000_000,
  observed: 31.24,
  expected: 19.7,
  lower: 18.9,
  upper: 20.4,
  score: 4.2,
  direction: 'above',
  level: 'alarm',
  verdicts: [{ detector: 'holt-winters', expected: 19.7, lower: 18.9, upper: 20.4, score: 4.2 }],
};
const SERIES = makeSeries('lab', 's1', 'temperature', { unit: 'C' });

function signalOf(fields: Partial<Aberration>, series = SERIES, wasConstant = false) {
  const aberration = { ...ABERRATION, ...fields };
  const change = { seriesId: 0, previousLevel: 'normal', aberration, wasConstant, isRate: false } as const;
  return aberrationSignal(change, series, 1_700_000_000_250);
}

describe('the signal of a level change', () => {
  it('says in plain words what was observed, what was expected and who says so', () => {
    expect(signalOf({})).toMatchObject({
      kind: 'aberration',
      type: 'aberration',
      class: 'environment',
      phase: 'entered',
      site: 'lab',
      sensor: 's1',
      observedAtMillis: 1_700_000_000_000,
      receivedAtMillis: 1_700_000_000_250,
      seriesKey: ABERRATION.seriesKey,
      message: 'temperature 31.2 °C, usually 18.9 to 20.4; expected 19.7 (holt-winters, 4.2 times the edge of normal)',
    });
  });

  it('says what the opinion of the detector is about', () => {
    const verdict = {
      detector: 'series-score',
      reason: 'season',
      expected: 19.7,
      lower: 18.9,
      upper: 20.4,
      score: 4.2,
    };
    expect(signalOf({ verdicts: [verdict] }).message).toMatch(
      /\(series-score: season, 4\.2 times the edge of normal\)$/,
    );
  });

  it('tells a counter as its rate a second', () => {
    const series = makeSeries('lab', 's1', 'network_receive_bytes_total');
    const aberration = { ...ABERRATION, observed: 9e6, expected: 1e6, lower: 0.5e6, upper: 2e6 };
    const change = { seriesId: 0, previousLevel: 'normal', aberration, wasConstant: false, isRate: true } as const;
    const { message } = aberrationSignal(change, series, 0);
    expect(message).toMatch(/^network receive 9 MB\/s, usually/);
  });

  it('says that a level was left', () => {
    const signal = signalOf({ level: 'normal', observed: 19.8, score: 0.1 });
    expect(signal.phase).toBe('left');
    expect(signal.message).toBe('temperature 19.8 °C, back to normal, usually 18.9 to 20.4');
  });

  it('has the same id for the same change only', () => {
    expect(signalOf({}).id).toBe(signalOf({}).id);
    const others = [{ seriesKey: 'other' }, { observedAtMillis: 1 }, { level: 'warning' }] as const;
    for (const other of others) expect(signalOf(other).id).not.toBe(signalOf({}).id);
  });

  it('stays short however long the names are', () => {
    const name = 'm'.repeat(5000);
    const series = makeSeries('lab', 's1', name, { unit: name, labels: [['label', name]] });
    const signal = signalOf({ seriesKey: name }, series);
    expect(signal.id.length).toBeLessThanOrEqual(200);
    expect(signal.message.length).toBeLessThan(400);
  });

  it('does not give digits to a multiple that means nothing', () => {
    expect(signalOf({ score: 1e9 }).message).toContain('over 100 times the edge of normal');
  });

  it('says of a series that was constant that it was, and where', () => {
    const signal = signalOf({ observed: 4, expected: 0, lower: -1e-9, upper: 1e-9, score: 4e9 }, SERIES, true);
    expect(withoutExplanation(signal.message)).toBe('temperature 4 °C, constant at 0 until now');
  });

  it('says of a reading within its band that the movement is unusual', () => {
    expect(withoutExplanation(signalOf({ observed: 19.2 }).message)).toBe(
      'temperature 19.2 °C, moving unusually within 18.9 to 20.4',
    );
  });
});

describe('the class of a metric', () => {
  it.each([
    ['heart_rate', 'wellness'],
    ['rr', 'wellness'],
    ['rr_interval_milliseconds', 'wellness'],
    ['pulse', 'wellness'],
    ['roomTemperature', 'environment'],
    ['CO2', 'environment'],
    ['humidity', 'environment'],
    ['cpu_utilization_percent', 'technical'],
    ['arrivals', 'technical'],
    ['', 'technical'],
  ])('of %s is %s', (metric, expected) => {
    expect(classOfMetric(metric)).toBe(expected);
  });
});
