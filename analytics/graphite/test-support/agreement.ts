import { evaluateTarget } from '../evaluate-target.ts';
import { fetchRange } from '../regular-series.ts';
import { exactDeviations } from './exact-deviation.ts';
import type { RandomCase } from './random-cases.ts';

const TOLERANCE = 1e-9;
/** From this share of the largest value so far on, a deviation survives Graphite's running sums. */
const WELL_CONDITIONED = 0.1;

export function evaluateCase(target: string, { series, range }: RandomCase): readonly Float64Array[] {
  return evaluateTarget(target, series, range).series.map(({ values }) => values);
}

/** The first value that differs in a bit, in words. */
export function firstDifference(
  actual: readonly Float64Array[],
  reference: readonly Float64Array[],
): string | undefined {
  if (actual.length !== reference.length) return `${actual.length} series instead of ${reference.length}`;
  for (const [s, values] of actual.entries()) {
    const expected = reference[s] ?? new Float64Array();
    if (values.length < expected.length) return `${values.length} values instead of ${expected.length}`;
    const i = values.findIndex((value, i) => !Object.is(value, expected[i] ?? NaN));
    if (i >= 0) return `series ${s}, step ${i}: ${values[i]} instead of ${expected[i]}`;
  }
  return undefined;
}

/** The deviation, the average and the ratio of the two. */
export function variationTargets({ deviation, average }: RandomCase): readonly [string, string, string] {
  const stdev = `stdev(m,${deviation.points},windowTolerance=${deviation.tolerance})`;
  const movingAverage = `movingAverage(m,${average})`;
  return [stdev, movingAverage, `divideSeries(${stdev},${movingAverage})`];
}

export interface VariationAgreement {
  readonly differences: readonly string[];
  readonly compared: number;
  /** Steps at which Graphite's deviation has lost its digits. */
  readonly lost: number;
}

/**
 * Compares deviation, average and ratio with Graphite's; where Graphite's deviation is not the exact one, with the exact
 * one instead. That Graphite's is wrong where it cannot have lost digits counts as a difference too.
 */
export function compareVariation(
  randomCase: RandomCase,
  actual: readonly Float64Array[],
  reference: readonly Float64Array[],
): VariationAgreement {
  const values = fetchRange(randomCase.series, randomCase.range);
  const exact = exactDeviations(values, randomCase.deviation.points, randomCase.deviation.tolerance);
  const differences: string[] = [];
  let lost = 0;
  let largest = 0;
  exact.forEach((right, i) => {
    largest = Math.max(largest, Math.abs(values[i] || 0));
    const found = actual.map((series) => series[i] ?? NaN);
    const [stdev = NaN, average = NaN, ratio = NaN] = reference.map((series) => series[i] ?? NaN);
    const isLost = !isClose(stdev, right);
    const expected = isLost ? [right, average, average === 0 ? NaN : right / average] : [stdev, average, ratio];
    const isRight = expected.every((value, s) => isClose(found[s] ?? NaN, value));
    if (!isRight || (isLost && right > WELL_CONDITIONED * largest)) {
      differences.push(`${randomCase.description}, step ${i}: ${found.join(', ')} instead of ${expected.join(', ')}`);
    }
    lost += Number(isLost);
  });
  return { differences, lost, compared: 3 * exact.length };
}

function isClose(actual: number, expected: number): boolean {
  return Object.is(actual, expected) || Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected);
}
