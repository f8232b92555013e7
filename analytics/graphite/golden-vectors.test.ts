import { describe, expect, it } from 'vitest';
import { compareVariation, evaluateCase, firstDifference, variationTargets } from './test-support/agreement.ts';
import { readGoldenVectors } from './test-support/golden-vectors.ts';

/** JSON has no -0. */
function withoutNegativeZero(series: readonly Float64Array[]): readonly Float64Array[] {
  return series.map((values) => values.map((value) => value + 0));
}

describe('the reference functions', () => {
  it.each(readGoldenVectors())(
    'answer as graphite-web once did: $randomCase.description',
    ({ randomCase, exact, variation }) => {
      randomCase.exactTargets.forEach((target, i) => {
        const actual = withoutNegativeZero(evaluateCase(target, randomCase));
        expect([target, firstDifference(actual, exact[i] ?? [])]).toEqual([target, undefined]);
      });
      const actual = variationTargets(randomCase).flatMap((target) => evaluateCase(target, randomCase));
      expect(compareVariation(randomCase, withoutNegativeZero(actual), variation).differences).toEqual([]);
    },
  );
});
