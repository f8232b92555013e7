import { seededUniform } from '../ranking/random.ts';
import { bootstrapInterval, measureRanking, type Outcomes } from '../ranking/ranking-measures.ts';
import type { ModelMeasures } from './model-version.ts';

const SEED = 1918;
const MOST_RESAMPLED = 5000;

/** The measures of a model with the middle 90 % of what resampling gives; of very many outcomes the latest are resampled. */
export function measured(outcomes: Outcomes): ModelMeasures {
  const { averagePrecision, areaUnderCurve, brier, brierSkill, calibrationError, reliability } =
    measureRanking(outcomes);
  const latest = {
    logOdds: outcomes.logOdds.slice(-MOST_RESAMPLED),
    labels: outcomes.labels.slice(-MOST_RESAMPLED),
  };
  const intervalOf = (figure: (of: Outcomes) => number): [number, number] => {
    const [low, high] = bootstrapInterval([latest], ([one = latest]) => orZero(figure(one)), seededUniform(SEED), 100);
    return [orZero(low), orZero(high)];
  };
  return {
    events: outcomes.labels.length,
    trues: outcomes.labels.reduce((sum, label) => sum + label, 0),
    averagePrecision: orZero(averagePrecision),
    averagePrecisionInterval: intervalOf((each) => measureRanking(each).averagePrecision),
    areaUnderCurve: orZero(areaUnderCurve),
    brier: orZero(brier),
    brierSkill: orZero(brierSkill),
    brierSkillInterval: intervalOf((each) => measureRanking(each).brierSkill),
    logLoss: meanLogLoss(outcomes),
    calibrationError: orZero(calibrationError),
    reliability: [...reliability],
  };
}

/** In nats an event. */
export function meanLogLoss({ logOdds, labels }: Outcomes): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += lossOf(logOdds[row] ?? 0, labels[row] === 1 ? 1 : 0);
  return labels.length === 0 ? 0 : sum / labels.length;
}

export function lossOf(logOdds: number, label: 0 | 1): number {
  return Math.log1p(Math.exp(label === 1 ? -logOdds : logOdds));
}

/** Some measures do not exist where all outcomes are alike. */
function orZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
