import type { Call, Expression } from './parse-target.ts';
import type { TimeRange } from './time-range.ts';

export interface NamedValues {
  readonly name: string;
  /** One value a step of the range that was asked for; NaN where Graphite has None. */
  readonly values: Float64Array;
}

export interface EvaluationContext {
  readonly stepSeconds: number;
  readonly range: TimeRange;
  /** Evaluates an argument, over this context's range or over the one a function needs instead. */
  evaluate(argument: Expression, range?: TimeRange): readonly NamedValues[];
}

export type TargetFunction = (call: Call, context: EvaluationContext) => readonly NamedValues[];
