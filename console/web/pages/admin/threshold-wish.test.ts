import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { wishOf, withOverride } from './threshold-wish.ts';

const FIELDS = { sensitivity: 'low', direction: '', leastDeviation: '0.5', minimumDurationSeconds: '' };

describe('thresholds that are wanted', () => {
  it('say only what is to be otherwise', () => {
    expect(wishOf(FIELDS)).toEqual({ sensitivity: 'low', leastDeviation: 0.5 });
  });

  const labels = { site: 'a: {b}\n', sensor: '"s" # 1' };
  const match = { ...labels, metric: 'temperature' };
  const series = { metric: 'temperature', labels };

  it('become an entry of the settings, whatever the series is called', () => {
    const text = withOverride('# by hand\nconsole: {port: 8080}\n', series, wishOf(FIELDS));
    expect(text).toContain('# by hand');
    expect(parse(text)).toEqual({
      console: { port: 8080 },
      detection: { overrides: [{ match, sensitivity: 'low', leastDeviation: 0.5 }] },
    });
  });

  it('change what was said of the same series before, and come last, because of several the last counts', () => {
    const once = withOverride('', series, { sensitivity: 'low', direction: 'above' });
    const other = { match: { site: '*' }, sensitivity: 'normal' };
    const between = once + `    - ${JSON.stringify(other)}\n`;
    expect(parse(withOverride(between, series, { sensitivity: 'high' }))).toEqual({
      detection: { overrides: [other, { match, direction: 'above', sensitivity: 'high' }] },
    });
  });

  it('need no entry when nothing is to be otherwise', () => {
    expect(withOverride('a: 1', { metric: 'm', labels: {} }, {})).toBe('a: 1');
  });
});
