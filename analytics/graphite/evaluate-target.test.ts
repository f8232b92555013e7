import { describe, expect, it } from 'vitest';
import { coefficientOfVariation } from './coefficient-of-variation.ts';
import { evaluateTarget } from './evaluate-target.ts';
import type { RegularSeries } from './regular-series.ts';

const STEP_SECONDS = 60;
const START_SECONDS = 6000;

function seriesOf(...values: number[]): RegularSeries {
  return { startSeconds: START_SECONDS, stepSeconds: STEP_SECONDS, values: Float64Array.from(values) };
}

function valuesOf(target: string, series: RegularSeries, fromStep = 0): number[] {
  const { series: evaluated } = evaluateTarget(target, series, {
    fromSeconds: START_SECONDS + fromStep * STEP_SECONDS,
  });
  return Array.from(evaluated[0]?.values ?? []);
}

const counting = seriesOf(1, 2, 3, 4, 5, 6);

describe('a target', () => {
  it('stands on the steps of the range, ends included', () => {
    const evaluated = evaluateTarget('m', counting, { fromSeconds: 6060, untilSeconds: 6180 });
    expect(Array.from(evaluated.timestampsSeconds)).toEqual([6060, 6120, 6180]);
    expect(evaluated.series).toEqual([{ name: 'm', values: Float64Array.of(2, 3, 4) }]);
  });

  it('begins at the first step of a range that starts between two', () => {
    const evaluated = evaluateTarget('movingAverage(m,1)', counting, { fromSeconds: 6061, untilSeconds: 6239 });
    expect(Array.from(evaluated.timestampsSeconds)).toEqual([6120, 6180]);
    expect(Array.from(evaluated.series[0]?.values ?? [])).toEqual([2, 3]);
  });

  it('is missing where the range reaches beyond the series', () => {
    const evaluated = evaluateTarget('m', seriesOf(1, 2), { fromSeconds: 5940, untilSeconds: 6120 });
    expect(Array.from(evaluated.series[0]?.values ?? [])).toEqual([NaN, 1, 2, NaN]);
  });

  it('has nothing to say on an empty range', () => {
    const evaluated = evaluateTarget('stdev(m,3)', counting, { fromSeconds: 6120, untilSeconds: 6060 });
    expect(evaluated).toEqual({
      timestampsSeconds: new Float64Array(),
      series: [{ name: 'stdev(m,3)', values: new Float64Array() }],
    });
  });

  it('shifts back without sign or with minus, and ahead with plus', () => {
    expect(valuesOf('timeShift(m,"2min")', counting)).toEqual([NaN, NaN, 1, 2, 3, 4]);
    expect(valuesOf('timeShift(m,"-2min")', counting, 3)).toEqual([2, 3, 4]);
    expect(valuesOf('timeShift(m,"+2min")', counting)).toEqual([3, 4, 5, 6, NaN, NaN]);
  });

  it('averages the values before the current one, from the past before the range', () => {
    expect(valuesOf('movingAverage(m,2)', counting, 3)).toEqual([2.5, 3.5, 4.5]);
    expect(valuesOf('movingAverage(m,"2min")', counting, 3)).toEqual([2.5, 3.5, 4.5]);
    expect(valuesOf('movingAverage(m,2)', counting)).toEqual([NaN, 1, 1.5, 2.5, 3.5, 4.5]);
    expect(valuesOf('movingAverage(m,2,xFilesFactor=1)', counting)).toEqual([NaN, NaN, 1.5, 2.5, 3.5, 4.5]);
  });

  it('lets the window of stdev grow from the start of the range', () => {
    expect(valuesOf('stdev(m,2)', counting, 3)).toEqual([0, 0.5, 0.5]);
  });

  it('fetches the past of a nested function too', () => {
    expect(valuesOf('movingAverage(timeShift(m,"1min"),2)', counting, 4)).toEqual([2.5, 3.5]);
    expect(valuesOf('timeShift(movingAverage(m,2),"1min")', counting, 4)).toEqual([2.5, 3.5]);
  });

  it('takes the difference to what is present, and divides by nothing that is 0 or missing', () => {
    expect(valuesOf('diffSeries(m,timeShift(m,"1min"))', counting)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(valuesOf('divideSeries(m,timeShift(m,"1min"))', seriesOf(1, 2, 0, 4))).toEqual([NaN, 2, 0, NaN]);
  });

  it('has two confidence bands, named as in Graphite', () => {
    const { series } = evaluateTarget('holtWintersConfidenceBands(m,3,"0s","2min")', counting);
    expect(series.map(({ name }) => name)).toEqual(['holtWintersConfidenceLower(m)', 'holtWintersConfidenceUpper(m)']);
  });

  it('names what it evaluates as Graphite does', () => {
    const { series } = evaluateTarget('divideSeries(stdev(m, 3),movingAverage(timeShift(m,"1d"),"2min"))', counting);
    expect(series[0]?.name).toBe('divideSeries(stdev(m,3),movingAverage(timeShift(m, "-1d"),"2min"))');
  });

  it('takes a season of one step as two', () => {
    expect(valuesOf('holtWintersForecast(m,"0s","1min")', counting)).toEqual(
      valuesOf('holtWintersForecast(m,"0s","2min")', counting),
    );
  });

  it('gives the coefficient of variation', () => {
    const range = { fromSeconds: 6120, untilSeconds: 6300 };
    const [variation] = evaluateTarget('divideSeries(stdev(m,2),movingAverage(m,2))', counting, range).series;
    expect(coefficientOfVariation(counting, range, 2)).toEqual(variation?.values);
    expect(variation?.values[1]).toBe(0.5 / 2.5);
  });
});

describe('a wrong target', () => {
  it.each([
    ['n', 'there is no series n: the input is m (character 1 of the target)'],
    ['7', 'a target must be a series or a function of one (character 1 of the target)'],
    ['absolute(movingMean(m))', 'there is no function movingMean'],
    ['stdev(m)', 'stdev needs points: a whole number above 0 (character 1 of the target)'],
    ['stdev(m,2.5)', 'points of stdev must be a whole number above 0 (character 9 of the target)'],
    ['stdev(m,2,3,4)', 'stdev takes no more than 3 arguments (character 13 of the target)'],
    ['stdev(m,window=3)', 'stdev has no argument window; it has seriesList, points, windowTolerance'],
    ['stdev(m,3,points=4)', 'points of stdev is given twice'],
    ['stdev("m",3)', 'seriesList of stdev must be a series or a function of one (character 7 of the target)'],
    ['timeShift(m,1)', 'timeShift of timeShift must be an interval such as "10min", "1d" or "7d"'],
    ['timeShift(m,"1 day")', 'timeShift of timeShift must be an interval'],
    ['timeShift(m,"1d",resetEnd=1)', 'resetEnd of timeShift must be true or false'],
    ['holtWintersForecast(m,"-7d")', 'bootstrapInterval of holtWintersForecast must be an interval without minus sign'],
    ['divideSeries(m,holtWintersConfidenceBands(m))', 'the divisor of divideSeries must be one series, not 2'],
    ['diffSeries()', 'diffSeries needs at least one series'],
    ['movingAverage(m,"9999y")', 'this needs more than 20000000 steps of m (character 15 of the target)'],
  ])('%s is refused in words', (target, problem) => {
    expect(() => evaluateTarget(target, counting)).toThrow(problem);
  });
});
