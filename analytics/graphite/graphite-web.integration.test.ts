import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphiteWeb } from '../../test/support/graphite-web.ts';
import { analyseHoltWinters } from './holt-winters-analysis.ts';
import { parseInterval } from './parse-interval.ts';
import { compareVariation, evaluateCase, firstDifference, variationTargets } from './test-support/agreement.ts';
import { GOLDEN_FILE, writeGoldenVectors } from './test-support/golden-vectors.ts';
import { makeRandomCase, type RandomCase } from './test-support/random-cases.ts';

const CASES = 120;
const STEPS = 4500;
const LEAST_VALUES = 1_000_000;
const cases = Array.from({ length: CASES }, (_, seed) => makeRandomCase(seed, STEPS));

let graphite: GraphiteWeb | undefined;
beforeAll(async () => {
  graphite = await GraphiteWeb.start();
});
afterAll(async () => {
  await graphite?.stop();
});

function reference(): GraphiteWeb {
  if (graphite === undefined) throw new Error('graphite-web has not started');
  return graphite;
}

async function askGraphite(target: string, { series, range }: RandomCase): Promise<readonly Float64Array[]> {
  return (await reference().evaluate(target, series, range)).series;
}

function countValues(series: readonly Float64Array[]): number {
  return series.reduce((sum, values) => sum + values.length, 0);
}

describe('the reference functions, against graphite-web', () => {
  it('agree to the last bit for bands, forecast, aberration, timeShift, absolute, differences and ratios', async () => {
    const differences: string[] = [];
    let compared = 0;
    for (const each of cases) {
      for (const target of each.exactTargets) {
        const answer = askGraphite(target, each);
        const actual = evaluateCase(target, each);
        const expected = await answer;
        const difference = firstDifference(actual, expected);
        if (difference !== undefined) differences.push(`${each.description}: ${target}: ${difference}`);
        compared += countValues(expected);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(LEAST_VALUES);
  }, 180_000);

  it('agree to the last bit for the forecast and deviation of whole series', async () => {
    const differences: string[] = [];
    let compared = 0;
    for (const { description, series, seasonality } of cases) {
      const expected = (await reference().analyse(series, seasonality)).series;
      const seasonSteps = (parseInterval(seasonality) ?? NaN) / series.stepSeconds;
      const { forecast, deviation } = analyseHoltWinters(series.values, seasonSteps);
      const difference = firstDifference([forecast, deviation], expected);
      if (difference !== undefined) differences.push(`${description}: ${difference}`);
      compared += countValues(expected);
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(LEAST_VALUES);
  }, 60_000);

  it('agree within 1e-9 for stdev, movingAverage and ratio, and are right where graphite-web loses digits', async () => {
    const differences: string[] = [];
    let compared = 0;
    let lost = 0;
    for (const each of cases) {
      const targets = variationTargets(each);
      const expected: Float64Array[] = [];
      for (const target of targets) expected.push(...(await askGraphite(target, each)));
      const actual = targets.flatMap((target) => evaluateCase(target, each));
      const agreement = compareVariation(each, actual, expected);
      differences.push(...agreement.differences.slice(0, 3));
      compared += agreement.compared;
      lost += agreement.lost;
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(LEAST_VALUES);
    expect(lost).toBeGreaterThan(compared / 1000);
  }, 180_000);

  it('has been written down in the golden vectors (renewed by: npx vitest run analytics/graphite --update)', async () => {
    await expect(await writeGoldenVectors(askGraphite)).toMatchFileSnapshot(fileURLToPath(GOLDEN_FILE));
  });
});
