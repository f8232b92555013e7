import { describe, expect, it } from 'vitest';
import { makeSeries } from '../../core/series.ts';
import { resolveOverrides } from './resolve-overrides.ts';

const fridge = makeSeries('north-wing', 'fridge-1', 'temperature', { labels: [['floor', '2']] });

describe('overrides', () => {
  it.each([
    [{ site: 'north*' }, true],
    [{ site: 'north*', sensor: 'fridge-?', metric: 'temperature', floor: '2' }, true],
    [{ site: 'north*', sensor: 'door-*' }, false],
    [{ site: 'south*' }, false],
    [{ room: '*' }, false],
    [{ toString: '*' }, false],
  ])('with match %j apply: %s', (match, applies) => {
    expect(resolveOverrides(fridge, [{ match, kind: 'gauge' }]).kind).toBe(applies ? 'gauge' : undefined);
  });

  it('are overridden by later ones, setting by setting', () => {
    const resolved = resolveOverrides(fridge, [
      { match: { site: '*' }, direction: 'above', sensitivity: 'low', detectors: { one: false, two: false } },
      { match: { metric: 'temperature' }, direction: 'below', sensitivity: undefined, detectors: { two: true } },
      { match: { metric: 'humidity' }, enabled: false },
    ]);
    expect(resolved).toEqual({ direction: 'below', sensitivity: 'low', detectors: { one: false, two: true } });
  });
});
