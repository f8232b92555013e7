import { parseTarget, type Expression } from './parse-target.ts';
import { countSteps, fetchRange, timestampsOf, type RegularSeries } from './regular-series.ts';
import { TargetError } from './target-error.ts';
import type { NamedValues } from './target-function.ts';
import { TARGET_FUNCTIONS } from './target-functions.ts';
import type { TimeRange } from './time-range.ts';

/** The name of the input series in a target. */
const INPUT_NAME = 'm';

export interface EvaluatedTarget {
  readonly timestampsSeconds: Float64Array;
  readonly series: readonly NamedValues[];
}

const MAX_STEPS = 20_000_000;

/**
 * Evaluates a Graphite target such as `divideSeries(absolute(holtWintersAberration(m)),m)` over the range, ends
 * included; by default over the whole series. What lies before the range is the past that functions fetch; where the
 * series holds none, it is missing.
 *
 * Agrees with Debian's graphite-web 1.1.8-2: to the last bit, apart from the rounding of averages, from `stdev`, which is
 * right where Graphite's loses its digits, and from a season of less than two steps, which is taken as two where 1.1.8
 * fails. Throws a TargetError that says what is wrong with the target and where.
 */
export function evaluateTarget(target: string, series: RegularSeries, range: Partial<TimeRange> = {}): EvaluatedTarget {
  const whole = {
    fromSeconds: range.fromSeconds ?? series.startSeconds,
    untilSeconds: range.untilSeconds ?? series.startSeconds + (series.values.length - 1) * series.stepSeconds,
  };
  const timestampsSeconds = timestampsOf(series, whole);
  // Graphite's fetch answers on the grid of the series; a window is then counted from its first step.
  const onGrid = { ...whole, fromSeconds: timestampsSeconds[0] ?? whole.fromSeconds };
  const steps = timestampsSeconds.length;
  return {
    timestampsSeconds,
    series: evaluate(parseTarget(target), series, onGrid).map(({ name, values }) => ({
      name,
      values: padTo(steps, values),
    })),
  };
}

function evaluate(expression: Expression, series: RegularSeries, range: TimeRange): readonly NamedValues[] {
  const { position } = expression;
  switch (expression.kind) {
    case 'series':
      if (expression.name !== INPUT_NAME) {
        throw new TargetError(`there is no series ${expression.name}: the input is ${INPUT_NAME}`, position);
      }
      if (countSteps(series, range) > MAX_STEPS) {
        throw new TargetError(`this needs more than ${MAX_STEPS} steps of ${INPUT_NAME}`, position);
      }
      return [{ name: INPUT_NAME, values: fetchRange(series, range) }];
    case 'call': {
      const targetFunction = TARGET_FUNCTIONS.get(expression.name);
      if (targetFunction === undefined) {
        const known = [...TARGET_FUNCTIONS.keys()].join(', ');
        throw new TargetError(`there is no function ${expression.name}; there are ${known}`, position);
      }
      return targetFunction(expression, {
        stepSeconds: series.stepSeconds,
        range,
        evaluate: (argument, other = range) => evaluate(argument, series, other),
      });
    }
    case 'number':
    case 'text':
    case 'boolean':
    case 'none':
      throw new TargetError('a target must be a series or a function of one', position);
  }
}

/** A shift by less than a step can leave the last step without value. */
function padTo(steps: number, values: Float64Array): Float64Array {
  if (values.length === steps) return values;
  const padded = new Float64Array(steps).fill(NaN);
  padded.set(values.subarray(0, steps));
  return padded;
}
