import { CallArguments } from './call-arguments.ts';
import { aberration } from './holt-winters-aberration.ts';
import { analyseHoltWinters, type HoltWintersAnalysis } from './holt-winters-analysis.ts';
import { confidenceBands } from './holt-winters-bands.ts';
import type { EvaluationContext, TargetFunction } from './target-function.ts';
import { extendRange } from './time-range.ts';

const BANDS_PARAMETERS = ['seriesList', 'delta', 'bootstrapInterval', 'seasonality'];
const LEAST_SEASON_STEPS = 2;

export const HOLT_WINTERS_FUNCTIONS: readonly (readonly [name: string, evaluate: TargetFunction])[] = [
  [
    'holtWintersForecast',
    (call, context) => {
      const given = new CallArguments(call, ['seriesList', 'bootstrapInterval', 'seasonality']);
      return analyse(given, context).map(({ name, analysis }) => ({
        name: `holtWintersForecast(${name})`,
        values: analysis.forecast,
      }));
    },
  ],
  [
    'holtWintersConfidenceBands',
    (call, context) => {
      const given = new CallArguments(call, BANDS_PARAMETERS);
      const delta = given.number('delta', 3);
      return analyse(given, context).flatMap(({ name, analysis }) => {
        const { lower, upper } = confidenceBands(analysis, delta);
        return [
          { name: `holtWintersConfidenceLower(${name})`, values: lower },
          { name: `holtWintersConfidenceUpper(${name})`, values: upper },
        ];
      });
    },
  ],
  [
    'holtWintersAberration',
    (call, context) => {
      const given = new CallArguments(call, BANDS_PARAMETERS);
      const delta = given.number('delta', 3);
      const analyses = analyse(given, context);
      return context.evaluate(given.series('seriesList')).map(({ name, values }, i) => ({
        name: `holtWintersAberration(${name})`,
        values: aberration(values, confidenceBands(analyses[i]?.analysis ?? NOTHING_KNOWN, delta)),
      }));
    },
  ],
];

const NOTHING_KNOWN: HoltWintersAnalysis = { forecast: new Float64Array(), deviation: new Float64Array() };

/** The analysis from the start of the bootstrap interval, without the steps of that interval. */
function analyse(
  given: CallArguments,
  context: EvaluationContext,
): readonly { readonly name: string; readonly analysis: HoltWintersAnalysis }[] {
  const bootstrapSeconds = given.pastSeconds('bootstrapInterval', '7d');
  const bootstrapSteps = Math.floor(bootstrapSeconds / context.stepSeconds);
  const seasonSteps = Math.floor(given.pastSeconds('seasonality', '1d') / context.stepSeconds);
  return context
    .evaluate(given.series('seriesList'), extendRange(context.range, bootstrapSeconds))
    .map(({ name, values }) => {
      const { forecast, deviation } = analyseHoltWinters(values, Math.max(LEAST_SEASON_STEPS, seasonSteps));
      return {
        name,
        analysis: { forecast: forecast.subarray(bootstrapSteps), deviation: deviation.subarray(bootstrapSteps) },
      };
    });
}
