import { absolute } from './absolute.ts';
import { CallArguments } from './call-arguments.ts';
import { diffSeries } from './diff-series.ts';
import { divideSeries } from './divide-series.ts';
import { HOLT_WINTERS_FUNCTIONS } from './holt-winters-functions.ts';
import { movingAverage } from './moving-average.ts';
import { stdev } from './stdev.ts';
import { TargetError } from './target-error.ts';
import type { NamedValues, TargetFunction } from './target-function.ts';
import { extendRange, shiftRange } from './time-range.ts';

/** The functions a target may call, with Graphite's parameter names and defaults. */
export const TARGET_FUNCTIONS: ReadonlyMap<string, TargetFunction> = new Map<string, TargetFunction>([
  ...HOLT_WINTERS_FUNCTIONS,
  [
    'absolute',
    (call, context) => {
      const given = new CallArguments(call, ['seriesList']);
      return context
        .evaluate(given.series('seriesList'))
        .map(({ name, values }) => ({ name: `absolute(${name})`, values: absolute(values) }));
    },
  ],
  [
    'stdev',
    (call, context) => {
      const given = new CallArguments(call, ['seriesList', 'points', 'windowTolerance']);
      const points = given.count('points');
      const tolerance = given.number('windowTolerance', 0.1);
      return context
        .evaluate(given.series('seriesList'))
        .map(({ name, values }) => ({ name: `stdev(${name},${points})`, values: stdev(values, points, tolerance) }));
    },
  ],
  [
    'movingAverage',
    (call, context) => {
      const given = new CallArguments(call, ['seriesList', 'windowSize', 'xFilesFactor']);
      const window = readWindow(given, context.stepSeconds);
      const xFilesFactor = given.number('xFilesFactor', 0);
      return context
        .evaluate(given.series('seriesList'), extendRange(context.range, window.seconds))
        .map(({ name, values }) => ({
          name: `movingAverage(${name},${window.written})`,
          values: movingAverage(values, window.points, xFilesFactor),
        }));
    },
  ],
  [
    'timeShift',
    (call, context) => {
      const given = new CallArguments(call, ['seriesList', 'timeShift', 'resetEnd', 'alignDst']);
      const { text, seconds } = given.interval('timeShift');
      const isSigned = /^[+-]/.test(text);
      // Neither changes a value here: results stand on the asked range, and the clock is UTC, without summer time.
      given.boolean('resetEnd', true);
      given.boolean('alignDst', false);
      return context
        .evaluate(given.series('seriesList'), shiftRange(context.range, isSigned ? seconds : -seconds))
        .map(({ name, values }) => ({ name: `timeShift(${name}, "${isSigned ? text : `-${text}`}")`, values }));
    },
  ],
  [
    'divideSeries',
    (call, context) => {
      const given = new CallArguments(call, ['dividendSeriesList', 'divisorSeries']);
      const dividends = context.evaluate(given.series('dividendSeriesList'));
      const divisorExpression = given.series('divisorSeries');
      const [divisor, ...others] = context.evaluate(divisorExpression);
      if (divisor === undefined || others.length > 0) {
        throw new TargetError(
          `the divisor of divideSeries must be one series, not ${others.length + 1}`,
          divisorExpression.position,
        );
      }
      return dividends.map(({ name, values }) => ({
        name: `divideSeries(${name},${divisor.name})`,
        values: divideSeries(values, divisor.values),
      }));
    },
  ],
  [
    'diffSeries',
    (call, context) => {
      const names = call.positional.map((_, i) => `series ${i + 1}`);
      const given = new CallArguments(call, names);
      const series = names.flatMap((name) => context.evaluate(given.series(name)));
      if (series.length === 0) throw new TargetError('diffSeries needs at least one series', call.position);
      return [joinDifference(series)];
    },
  ],
]);

function joinDifference(series: readonly NamedValues[]): NamedValues {
  return {
    name: `diffSeries(${series.map(({ name }) => name).join(',')})`,
    values: diffSeries(series.map(({ values }) => values)),
  };
}

function readWindow(
  given: CallArguments,
  stepSeconds: number,
): { readonly points: number; readonly seconds: number; readonly written: string } {
  if (!given.isText('windowSize')) {
    const points = given.count('windowSize');
    return { points, seconds: points * stepSeconds, written: String(points) };
  }
  const interval = given.interval('windowSize');
  const seconds = Math.abs(interval.seconds);
  return { points: Math.floor(seconds / stepSeconds), seconds, written: `"${interval.text}"` };
}
