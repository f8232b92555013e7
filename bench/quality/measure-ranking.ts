import { Ranker } from '../../analytics/ranking/ranker.ts';
import { seededUniform } from '../../analytics/ranking/random.ts';
import type { FeatureInformation } from '../../analytics/ranking/fit/mutual-information.ts';
import type { RankingSplit } from './ranking-data.ts';
import {
  bootstrapInterval,
  measureRanking,
  type Outcomes,
  type RankingMeasures,
} from '../../analytics/ranking/ranking-measures.ts';
import { replayQueue, type Staffing, type Waits } from './ranking-queue.ts';

/** The mix that `telltale rank` uses, its parts and the others by themselves, and the rules that rank when nothing was learned. */
export const RANKED_BY = ['telltale', 'boosting', 'logistic', 'rates', 'network', 'rules'] as const;

export type RankedBy = (typeof RANKED_BY)[number];

export const QUEUE_ORDERS = ['first come', 'severity only', 'rules only', 'telltale', 'oracle'] as const;

export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export interface RankingConditions {
  readonly staffing: Staffing;
  /** Also rank while learning each closing, which needs another fit. */
  readonly learnsClosings: boolean;
}

interface SplitOutcomes {
  readonly name: string;
  readonly learning: Outcomes | undefined;
  readonly outcomes: Readonly<Record<RankedBy, Outcomes>>;
  readonly waits: Readonly<Record<QueueOrder, Waits>>;
  readonly information: readonly FeatureInformation[];
}

export interface RankingFigures {
  readonly events: number;
  readonly trues: number;
  readonly measures: Readonly<Record<RankedBy, RankingMeasures>>;
  /** Of Telltale when it learns each closing before it ranks the next event, as at the desk. */
  readonly learning: RankingMeasures | undefined;
  /** 90 % intervals over resampled events. */
  readonly intervals: {
    readonly averagePrecision: readonly [number, number];
    readonly areaUnderCurve: readonly [number, number];
    readonly averagePrecisionAboveLogistic: readonly [number, number];
  };
  /** Calibration error that chance alone gives to probabilities that are exactly right: middle and 95th percentile. */
  readonly calibrationErrorByChance: readonly [number, number];
  readonly splits: readonly {
    readonly name: string;
    readonly events: number;
    readonly trues: number;
    readonly averagePrecision: number;
    readonly areaUnderCurve: number;
    readonly meanWaitSeconds: number;
    readonly oracleMeanWaitSeconds: number;
  }[];
  /** Means over the splits. */
  readonly waits: Readonly<Record<QueueOrder, Omit<Waits, 'trueWaits'>>>;
  /** Mean wait of true events by Telltale's order as a multiple of the oracle's, and its 90 % interval. */
  readonly waitOverOracle: { readonly ratio: number; readonly interval: readonly [number, number] };
  /** The most telling features of the first split by themselves. */
  readonly information: readonly FeatureInformation[];
}

const SEED = 5;
const MOST_FEATURES_TOLD = 12;
const CHANCE_ROUNDS = 200;

/** Learns and ranks each split by itself; figures are over all ranked events together. */
export function measureRankings(
  splits: readonly RankingSplit[],
  { staffing, learnsClosings }: RankingConditions,
  onSplit: (done: number) => void = () => undefined,
): RankingFigures {
  const results = splits.map((split, index) => {
    onSplit(index);
    return rankSplit(split, staffing, learnsClosings);
  });
  const learning = results.flatMap((result) => (result.learning === undefined ? [] : [result.learning]));
  const pooled = fromNames(RANKED_BY, (name) => joined(results.map(({ outcomes }) => outcomes[name])));
  const { telltale, logistic } = pooled;
  const uniform = seededUniform(SEED);
  const precisionOf = (outcomes: Outcomes | undefined) =>
    outcomes === undefined ? NaN : measureRanking(outcomes).averagePrecision;
  return {
    events: telltale.labels.length,
    trues: truesIn(telltale),
    measures: fromNames(RANKED_BY, (name) => measureRanking(pooled[name])),
    learning: learning.length === 0 ? undefined : measureRanking(joined(learning)),
    intervals: {
      averagePrecision: bootstrapInterval([telltale], ([drawn]) => precisionOf(drawn), uniform),
      areaUnderCurve: bootstrapInterval(
        [telltale],
        ([drawn]) => (drawn === undefined ? NaN : measureRanking(drawn).areaUnderCurve),
        uniform,
      ),
      averagePrecisionAboveLogistic: bootstrapInterval(
        [telltale, logistic],
        ([one, other]) => precisionOf(one) - precisionOf(other),
        uniform,
      ),
    },
    calibrationErrorByChance: errorByChance(telltale, uniform),
    splits: results.map(({ name, outcomes, waits }) => {
      const { averagePrecision, areaUnderCurve } = measureRanking(outcomes.telltale);
      return {
        name,
        events: outcomes.telltale.labels.length,
        trues: truesIn(outcomes.telltale),
        averagePrecision,
        areaUnderCurve,
        meanWaitSeconds: waits.telltale.meanSeconds,
        oracleMeanWaitSeconds: waits.oracle.meanSeconds,
      };
    }),
    waits: fromNames(QUEUE_ORDERS, (order) => meanWaits(results.map(({ waits }) => waits[order]))),
    waitOverOracle: waitOverOracle(
      results.map(({ waits }) => waits),
      uniform,
    ),
    information: results[0]?.information.slice(0, MOST_FEATURES_TOLD) ?? [],
  };
}

function rankSplit({ name, train, test }: RankingSplit, staffing: Staffing, learnsClosings: boolean): SplitOutcomes {
  const columns = { numericColumns: [], wordColumns: [] };
  const ranker = new Ranker(train, columns, { withChallengers: true });
  const rules = new Ranker([], columns);
  const labels = Uint8Array.from(test, ({ label }) => label);
  const logOdds = fromNames(RANKED_BY, () => new Float64Array(test.length));
  for (const [index, row] of test.entries()) {
    logOdds.telltale[index] = ranker.score(row);
    for (const model of ['boosting', 'logistic', 'rates', 'network'] as const)
      logOdds[model][index] = ranker.lastLogOddsOf(model);
    logOdds.rules[index] = rules.score(row);
  }
  const openedSeconds = Float64Array.from(test, ({ timeSeconds }) => timeSeconds);
  const replay = (priorities: Float64Array) => replayQueue({ openedSeconds, labels, priorities }, staffing);
  return {
    name,
    information: [...ranker.reports.values()].flatMap(({ information }) => information),
    learning: learnsClosings ? { labels, logOdds: rankedWhileLearning(train, test) } : undefined,
    outcomes: fromNames(RANKED_BY, (by) => ({ logOdds: logOdds[by], labels })),
    waits: {
      'first come': replay(new Float64Array(test.length)),
      'severity only': replay(Float64Array.from(test, ({ severity }) => severity)),
      'rules only': replay(logOdds.rules),
      telltale: replay(logOdds.telltale),
      oracle: replay(Float64Array.from(labels)),
    },
  };
}

function rankedWhileLearning(train: RankingSplit['train'], test: RankingSplit['test']): Float64Array {
  const ranker = new Ranker(train, { numericColumns: [], wordColumns: [] });
  return Float64Array.from(test, (row) => {
    const logOdds = ranker.score(row);
    ranker.learn(ranker.lesson(), row.label);
    return logOdds;
  });
}

/** Each true event keeps its two waits when events are drawn again. */
function waitOverOracle(splits: readonly SplitOutcomes['waits'][], uniform: () => number) {
  const ratioOf = (pick: (waits: Float64Array) => readonly number[]) => {
    let [telltale, oracle] = [0, 0];
    for (const split of splits) {
      const drawn = pick(split.oracle.trueWaits);
      for (const event of drawn) {
        telltale += (split.telltale.trueWaits[event] ?? 0) / drawn.length;
        oracle += (split.oracle.trueWaits[event] ?? 0) / drawn.length;
      }
    }
    return telltale / oracle;
  };
  const ratios = Float64Array.from({ length: CHANCE_ROUNDS }, () =>
    ratioOf(({ length }) => Array.from({ length }, () => Math.floor(uniform() * length))),
  ).sort();
  const at = (share: number) => ratios[Math.floor(share * CHANCE_ROUNDS)] ?? NaN;
  return { ratio: ratioOf((waits) => [...waits.keys()]), interval: [at(0.05), at(0.95)] as const };
}

function errorByChance({ logOdds }: Outcomes, uniform: () => number): readonly [number, number] {
  const errors = Float64Array.from({ length: CHANCE_ROUNDS }, () => {
    const labels = Uint8Array.from(logOdds, (value) => (uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
    return measureRanking({ logOdds, labels }).calibrationError;
  }).sort();
  return [errors[CHANCE_ROUNDS / 2] ?? NaN, errors[Math.floor(CHANCE_ROUNDS * 0.95)] ?? NaN];
}

function meanWaits(all: readonly Waits[]): Omit<Waits, 'trueWaits'> {
  const mean = (pick: (waits: Waits) => number) => all.reduce((sum, waits) => sum + pick(waits), 0) / all.length;
  return {
    meanSeconds: mean(({ meanSeconds }) => meanSeconds),
    medianSeconds: mean(({ medianSeconds }) => medianSeconds),
    p95Seconds: mean(({ p95Seconds }) => p95Seconds),
    within30: mean(({ within30 }) => within30),
    within60: mean(({ within60 }) => within60),
    within90: mean(({ within90 }) => within90),
    oldestSeconds: mean(({ oldestSeconds }) => oldestSeconds),
  };
}

function joined(all: readonly Outcomes[]): Outcomes {
  return {
    logOdds: Float64Array.from(all.flatMap(({ logOdds }) => [...logOdds])),
    labels: Uint8Array.from(all.flatMap(({ labels }) => [...labels])),
  };
}

function truesIn({ labels }: Outcomes): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

function fromNames<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  // Object.fromEntries forgets which names there are.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}
