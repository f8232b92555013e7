import { QUEUE_ORDERS, RANKED_BY, type RankingFigures } from './measure-ranking.ts';
import type { RankingSpeed } from './ranking-speed.ts';

const NAME_WIDTH = 12;

/** The figures as tables for people. */
export function describeRanking(title: string, figures: RankingFigures, withQueue: boolean): readonly string[] {
  const { intervals, calibrationErrorByChance } = figures;
  return [
    `${title}: ${figures.events} events, ${figures.trues} true`,
    row('', ['AP', 'AUC', 'P@10%', 'Brier', 'skill', 'ECE']),
    ...RANKED_BY.map((by) => {
      const each = figures.measures[by];
      return row(by, [
        fixed(each.averagePrecision),
        fixed(each.areaUnderCurve),
        fixed(each.precisionInTopTenth),
        each.brier.toFixed(4),
        fixed(each.brierSkill),
        each.calibrationError.toFixed(4),
      ]);
    }),
    `  telltale, 90 % intervals: AP ${range(intervals.averagePrecision)}, AUC ${range(intervals.areaUnderCurve)}, AP above logistic ` +
      range(intervals.averagePrecisionAboveLogistic),
    `  ECE of exact probabilities by chance: ${calibrationErrorByChance.map((error) => error.toFixed(4)).join(' (middle), ')} (95th percentile)`,
    `  reliability, predicted/happened (events): ${figures.measures.telltale.reliability
      .filter(({ events }) => events > 0)
      .map(({ events, predicted, happened }) => `${predicted.toFixed(2)}/${happened.toFixed(2)} (${events})`)
      .join(', ')}`,
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

function queueLines({ waits }: RankingFigures): readonly string[] {
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
    `  telltale / oracle: ${(waits.telltale.meanSeconds / waits.oracle.meanSeconds).toFixed(3)}`,
  ];
}

export function describeSpeed(speed: RankingSpeed): readonly string[] {
  return [
    `Refit of ${speed.trainedEvents} closed events: ${speed.refitCpuSeconds.toFixed(1)} s of CPU`,
    `Scored: ${speed.scoredEventsACpuSecond} events a CPU second; with explanation ${speed.explainedEventsACpuSecond}`,
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
