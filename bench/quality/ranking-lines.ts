import { QUEUE_ORDERS, RANKED_BY, type RankingFigures } from './measure-ranking.ts';
import type { RankingMeasures } from '../../analytics/ranking/ranking-measures.ts';
import type { RankingSpeed } from './ranking-speed.ts';
import { reliabilityPlot } from './reliability-plot.ts';

const NAME_WIDTH = 22;

/** The figures as tables for people. */
export function describeRanking(title: string, figures: RankingFigures, withQueue: boolean): readonly string[] {
  const { intervals, calibrationErrorByChance } = figures;
  return [
    `${title}: ${figures.events} events, ${figures.trues} true`,
    row('', ['AP', 'AUC', 'P@10%', 'Brier', 'skill', 'ECE']),
    ...RANKED_BY.map((by) => measuresRow(by, figures.measures[by])),
    ...(figures.learning === undefined ? [] : [measuresRow('telltale, learning', figures.learning)]),
    `  telltale, 90 % intervals: AP ${range(intervals.averagePrecision)}, AUC ${range(intervals.areaUnderCurve)}, AP above logistic ` +
      range(intervals.averagePrecisionAboveLogistic),
    `  ECE of exact probabilities by chance: ${calibrationErrorByChance.map((error) => error.toFixed(4)).join(' (middle), ')} (95th percentile)`,
    ...reliabilityPlot(figures.measures.telltale.reliability).map((line) => `  ${line}`),
    ...figures.splits.map(
      ({ name, events, trues, averagePrecision, areaUnderCurve }) =>
        `  ${name}: ${trues} of ${events} true, AP ${fixed(averagePrecision)}, AUC ${fixed(areaUnderCurve)}`,
    ),
    `  bits that features tell by themselves: ${figures.information
      .map(({ name, bits }) => `${name} ${bits.toFixed(4)}`)
      .join(', ')}`,
    ...(withQueue ? queueLines(figures) : []),
  ];
}

function measuresRow(name: string, measures: RankingMeasures): string {
  return row(name, [
    fixed(measures.averagePrecision),
    fixed(measures.areaUnderCurve),
    fixed(measures.precisionInTopTenth),
    measures.brier.toFixed(4),
    fixed(measures.brierSkill),
    measures.calibrationError.toFixed(4),
  ]);
}

function queueLines({ waits, waitOverOracle }: RankingFigures): readonly string[] {
  return [
    '  Wait of true events in seconds, mean of the scenarios, two operators at 60 s an event:',
    row('', ['mean', 'median', 'p95', '<= 30 s', '<= 60 s', '<= 90 s', 'oldest']),
    ...QUEUE_ORDERS.map((order) => {
      const each = waits[order];
      return row(order, [
        each.meanSeconds.toFixed(1),
        each.medianSeconds.toFixed(1),
        each.p95Seconds.toFixed(0),
        fixed(each.within30),
        fixed(each.within60),
        fixed(each.within90),
        each.oldestSeconds.toFixed(0),
      ]);
    }),
    `  telltale / oracle: ${fixed(waitOverOracle.ratio)}, 90 % interval ${range(waitOverOracle.interval)}`,
  ];
}

export function describeSpeed(speed: RankingSpeed): readonly string[] {
  return [
    `Refit of ${speed.trainedEvents} closed events: ${speed.refitCpuSeconds.toFixed(1)} s of CPU`,
    `Scored: ${speed.scoredEventsACpuSecond} events a CPU second, ${speed.scoredEventsACpuSecondAtBest} in the best round; with explanation ${speed.explainedEventsACpuSecond}`,
    `A closing learned: ${speed.learnedMicros.toFixed(1)} µs`,
  ];
}

function row(name: string, cells: readonly string[]): string {
  return `  ${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(9)).join('')}`;
}

function fixed(value: number): string {
  return value.toFixed(3);
}

function range([low, high]: readonly [number, number]): string {
  return `${fixed(low)} to ${fixed(high)}`;
}
