import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { overrideLines, wishOf } from './threshold-wish.ts';

const FIELDS = { sensitivity: 'low', direction: '', leastDeviation: '0.5', minimumDurationSeconds: '' };

describe('thresholds that are wanted', () => {
  it('say only what is to be otherwise', () => {
    expect(wishOf(FIELDS)).toEqual({ sensitivity: 'low', leastDeviation: 0.5 });
  });

  it('become an entry of the settings, whatever the series is called', () => {
    const labels = { site: 'a: {b}\n', sensor: '"s" # 1' };
    const lines = overrideLines({ metric: 'temperature', labels }, wishOf(FIELDS));
    expect(parse(lines.join('\n'))).toEqual({
      detection: {
        overrides: [{ match: { ...labels, metric: 'temperature' }, sensitivity: 'low', leastDeviation: 0.5 }],
      },
    });
  });

  it('need no entry when nothing is to be otherwise', () => {
    expect(overrideLines({ metric: 'm', labels: {} }, {})).toEqual([]);
  });
});
