import { describe, expect, it } from 'vitest';
import { filledIn, groupingLabelsIn, selectionsIn } from './promql.ts';

describe('the metrics and labels a PromQL expression reads', () => {
  it.each([
    ['up', ['up']],
    ['absent(up{job="telltale"} == 1)', ['up job']],
    ['sum without (reason) (rate(a_total{x=~"y", z!=""}[5m])) / b:c:d > 0.1', ['a_total x,z', 'b:c:d']],
    ['count(a == 0) or vector(0)', ['a']],
    ['a * on (b, c) group_left (d) c{e="f"} offset 5m', ['a', 'c e']],
    ['avg(avg_over_time((sum(a) > bool 10)[24h:5m]))', ['a']],
  ])('of %s', (expr, expected) => {
    expect(
      selectionsIn(expr).map(({ metric, labels }) => [metric, ...labels].join(' ').replace(/ (\w+) (\w+)$/, ' $1,$2')),
    ).toEqual(expected);
  });

  it('throws at what is no PromQL', () => {
    expect(() => selectionsIn('sum(rate(a[5m])')).toThrow(SyntaxError);
    expect(() => selectionsIn('a{b=c}')).toThrow('a{b=c}');
  });

  it('finds the labels of groups and joins', () => {
    expect(groupingLabelsIn('sum by (a, b) (c) / on (d) group_left (e) f')).toEqual(['a', 'b', 'd', 'e']);
  });
});

describe('a query with Grafana’s variables', () => {
  it('can be run with a choice for each', () => {
    const expr = 'rate(a{collector=~"$collector"}[$__rate_interval])';
    expect(filledIn(expr, { collector: 'mqtt' })).toBe('rate(a{collector=~"mqtt"}[1m])');
  });

  it('is refused when it names a variable that its dashboard does not have', () => {
    expect(() => filledIn('a{site="$site"}', {})).toThrow('$site');
  });
});
