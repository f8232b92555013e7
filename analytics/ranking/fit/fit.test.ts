import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../test-support/seeded-random.ts';
import { sigmoid, type Labels } from '../models/model.ts';
import { chooseBlend } from './blend.ts';
import { Drift } from './drift.ts';
import { siteFolds, timeFolds } from './folds.ts';
import { composed, FAITH_IN_MIX, fitLine, LITTLE_FAITH } from './line-calibration.ts';
import { logLoss } from './log-loss.ts';
import { mutualInformation } from './mutual-information.ts';
import { binMatrix } from '../models/feature-bins.ts';
import { drawSample } from './training-sample.ts';

const ROWS = 4000;
const random = new SeededRandom(2);
const truth = Float64Array.from({ length: ROWS }, () => 2 * random.gaussian() - 1);
const labels: Labels = {
  labels: Uint8Array.from(truth, (logOdds) => (random.uniform() < sigmoid(logOdds) ? 1 : 0)),
  weights: new Float64Array(ROWS).fill(1),
};

describe('calibration by a line', () => {
  it('undoes a stretch and a shift', () => {
    const { intercept, slope } = fitLine(
      truth.map((value) => 2 * value + 1),
      labels,
      LITTLE_FAITH,
    );
    expect(slope).toBeCloseTo(0.5, 1);
    expect(intercept).toBeCloseTo(-0.5, 0);
  });

  it('leaves alone what it has no evidence about', () => {
    expect(
      fitLine(new Float64Array(0), { labels: new Uint8Array(0), weights: new Float64Array(0) }, FAITH_IN_MIX),
    ).toEqual({
      intercept: 0,
      slope: 1,
    });
  });

  it('can be put behind another', () => {
    expect(composed({ intercept: 1, slope: 2 }, { intercept: 3, slope: 4 })).toEqual({ intercept: 7, slope: 8 });
  });
});

describe('the mix', () => {
  const noise = truth.map(() => 3 * random.gaussian());

  it('is even unless one model is clearly better', () => {
    expect(chooseBlend(truth, truth, labels).share).toBe(0.5);
    expect(chooseBlend(truth, noise, labels).share).toBe(1);
    expect(chooseBlend(noise, truth, labels).share).toBe(0);
  });
});

describe('drift', () => {
  it('follows true events that become more frequent, and forgets', () => {
    const drift = new Drift(1000);
    for (let closing = 0; closing < 200; closing++) drift.learn(closing, -2, closing % 2);
    expect(drift.shift).toBeGreaterThan(1);
    for (let closing = 0; closing < 400; closing++) drift.learn(20_000 + closing, -2, 0);
    expect(drift.shift).toBeLessThan(0.5);
  });

  it('moves little after many closings that agreed', () => {
    const times = Float64Array.from({ length: ROWS }, (_, row) => row);
    const settled = Drift.settled(times, truth, labels);
    settled?.learn(ROWS, 0, 1);
    expect(settled?.shift).toBeGreaterThan(0);
    expect(settled?.shift).toBeLessThan(0.01);
  });
});

describe('folds', () => {
  it('cut time where no true event is near', () => {
    const incidents = Uint8Array.from({ length: 1000 }, (_, row) => (row >= 195 && row < 215 ? 1 : 0));
    const { ofRow, count } = timeFolds(incidents);
    expect(count).toBe(5);
    expect(new Set(ofRow.subarray(195, 215)).size).toBe(1);
    expect([...ofRow].every((fold, row) => row === 0 || fold >= (ofRow[row - 1] ?? 0))).toBe(true);
  });

  it('hold out whole sites, and only where there are enough', () => {
    const sites = Array.from({ length: 90 }, (_, row) => row % 4);
    const trues = Uint8Array.from({ length: 90 }, (_, row) => (row % 8 < 4 ? 1 : 0));
    const folds = siteFolds(sites, trues);
    const foldOf = new Map(sites.map((site, row) => [site, folds?.ofRow[row]]));
    expect(sites.every((site, row) => foldOf.get(site) === folds?.ofRow[row])).toBe(true);
    expect(new Set(foldOf.values()).size).toBe(4);
    expect(
      siteFolds(
        sites.map(() => 0),
        trues,
      ),
    ).toBeUndefined();
  });
});

describe('a sample to fit on', () => {
  it('keeps the scarce label and stands for as many rows as there are', () => {
    const scarce = Uint8Array.from({ length: 20_000 }, (_, row) => (row % 100 === 0 ? 1 : 0));
    const { rows, weights } = drawSample(scarce, 2000, 1);
    expect(rows.filter((row) => scarce[row] === 1)).toHaveLength(200);
    expect(rows.length).toBeLessThan(2200);
    const stoodFor = weights.reduce((sum, weight) => sum + weight, 0);
    expect(Math.abs(stoodFor - 20_000)).toBeLessThan(1000);
  });
});

describe('mutual information', () => {
  it('tells the telling feature from the others', () => {
    const values = Float64Array.from({ length: 2 * ROWS }, (_, at) =>
      at % 2 === 0 ? random.gaussian() : (truth[(at - 1) / 2] ?? 0),
    );
    const features = ['noise', 'truth'].map((name) => ({ name, family: 'clock' as const, reason: name }));
    const [first, second] = mutualInformation(features, binMatrix({ width: 2, values }), labels);
    expect(first?.name).toBe('truth');
    expect(first?.bits).toBeGreaterThan(0.2);
    expect(second?.bits).toBeLessThan(0.01);
  });
});

describe('log loss', () => {
  it('is that of the formula, however sure', () => {
    const one = { labels: Uint8Array.of(1, 0), weights: Float64Array.of(1, 2) };
    expect(logLoss(Float64Array.of(0, 0), one)).toBeCloseTo(3 * Math.LN2);
    expect(logLoss(Float64Array.of(-1000, 0), one)).toBeCloseTo(1000 + 2 * Math.LN2);
  });
});
