import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../test/support/hostile-texts.ts';
import { prometheusSeries } from './prometheus-names.ts';
import { makeSeries } from './series.ts';

describe('a series in Prometheus', () => {
  it('keeps its name and labels where they are valid, labels sorted', () => {
    const series = makeSeries('north', 's1', 'temperature', { labels: [['zone', 'a']] });
    expect(prometheusSeries(series, 'p_')).toEqual({
      name: 'p_temperature',
      labels: [
        ['sensor', 's1'],
        ['site', 'north'],
        ['zone', 'a'],
      ],
    });
  });

  it('says what it was called when its name had to be changed, so that two do not become one', () => {
    const one = prometheusSeries(makeSeries('n', 's', 'heart rate'), '');
    const other = prometheusSeries(makeSeries('n', 's', 'heart-rate'), '');
    expect(one.name).toBe('heart_rate');
    expect(other.name).toBe('heart_rate');
    expect(one.labels).toContainEqual(['telltale_metric', 'heart rate']);
    expect(other.labels).not.toEqual(one.labels);
  });

  it('numbers labels whose names become equal, and moves those that are reserved', () => {
    const labels = [
      ['a-b', '1'],
      ['a.b', '2'],
      ['__name__', 'x'],
      ['0', 'y'],
      ['empty', ''],
    ] as const;
    expect(prometheusSeries(makeSeries('n', 's', 'm', { labels }), '').labels).toEqual([
      ['_0', 'y'],
      ['a_b', '1'],
      ['a_b_2', '2'],
      ['label__name__', 'x'],
      ['sensor', 's'],
      ['site', 'n'],
    ]);
  });

  it.each(HOSTILE_TEXTS)('has a valid name whatever a device is called: %s', (_what, text) => {
    const { name, labels } = prometheusSeries(makeSeries('n', 's', text, { labels: [[text, 'v']] }), '');
    expect(name).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
    for (const [label] of labels) expect(label).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/);
  });
});
