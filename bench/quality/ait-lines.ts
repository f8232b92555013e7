import { alignColumns } from '../../app/cli/columns.ts';
import type { CorrelatorCounters } from '../../analytics/correlation/correlator.ts';
import type { PhaseReport, ScenarioReport } from './ait-report.ts';
import type { AttackWaits } from './ait-waits.ts';

export interface ScenarioFigures extends ScenarioReport {
  readonly scenario: string;
  readonly signals: number;
  readonly signalsPerCpuSecond: number;
  /** What correlation remembers in the end. */
  readonly correlatorMegabytes: number;
  readonly counters: CorrelatorCounters;
  readonly waits: AttackWaits;
}

interface AitFigures {
  readonly totals: ReturnType<typeof totalsOf>;
  readonly scenarios: readonly ScenarioFigures[];
}

const OPERATORS = 2;
const PROMPT_SECONDS = 60;

/** Over all scenarios. */
export function totalsOf(scenarios: readonly ScenarioFigures[]) {
  const phases = scenarios.flatMap((each) => each.phases);
  const count = (test: (phase: PhaseReport) => boolean): number => phases.filter(test).length;
  const attacks = scenarios.filter(({ phases: ofOne }) => ofOne.some(({ rank }) => rank <= 60)).length;
  return {
    scenarios: scenarios.length,
    attacksFound: attacks,
    phases: phases.length,
    foundAt60: count(({ rank }) => rank <= 60),
    foundAt25: count(({ rank }) => rank <= 25),
    ownEventAt60: count(({ ownRank }) => ownRank <= 60),
    ownEventAt25: count(({ ownRank }) => ownRank <= 25),
    ownEventAt10: count(({ ownRank }) => ownRank <= 10),
    foundWithinMinute: count(({ delaySeconds }) => delaySeconds <= PROMPT_SECONDS),
    ownEventWithinMinute: count(({ ownDelaySeconds }) => ownDelaySeconds <= PROMPT_SECONDS),
    mostNewEventsInTenMinutes: Math.max(...scenarios.map((each) => each.busiestTenMinutes.newEvents)),
    operators: OPERATORS,
    leastSignalsPerCpuSecond: Math.min(...scenarios.map((each) => each.signalsPerCpuSecond)),
    correlatorMegabytes: Math.max(...scenarios.map((each) => each.correlatorMegabytes)),
    meanWaits: meanWaits(scenarios.map(({ waits }) => waits)),
  };
}

/** Over all true events of all scenarios. */
function meanWaits(all: readonly AttackWaits[]): AttackWaits {
  const trueEvents = all.reduce((sum, each) => sum + each.trueEvents, 0);
  const mean = (secondsOf: (waits: AttackWaits) => number): number =>
    Number((all.reduce((sum, each) => sum + each.trueEvents * secondsOf(each), 0) / trueEvents).toFixed(1));
  return {
    trueEvents,
    telltaleSeconds: mean(({ telltaleSeconds }) => telltaleSeconds),
    oldestFirstSeconds: mean(({ oldestFirstSeconds }) => oldestFirstSeconds),
    oracleSeconds: mean(({ oracleSeconds }) => oracleSeconds),
  };
}

export function describeAit({ totals, scenarios }: AitFigures): string[] {
  return [
    ...alignColumns([HEADER, ...scenarios.map(rowOf)]),
    '',
    `attacks found: ${totals.attacksFound} of ${totals.scenarios}`,
    `phases in the 60 / 25 events of highest priority: ${totals.foundAt60} / ${totals.foundAt25} of ${totals.phases}`,
    `phases with an event of their own there, 60 / 25 / 10: ${totals.ownEventAt60} / ${totals.ownEventAt25} / ${totals.ownEventAt10}`,
    `within ${PROMPT_SECONDS} s of the phase's first alert: ${totals.foundWithinMinute}, an event of its own ${totals.ownEventWithinMinute}`,
    `new events in the busiest ten minutes: ${totals.mostNewEventsInTenMinutes}, ${totals.mostNewEventsInTenMinutes / OPERATORS} an operator with ${OPERATORS}`,
    `least speed ${totals.leastSignalsPerCpuSecond} signals a CPU second, most memory of correlation ${totals.correlatorMegabytes} MB`,
    `mean wait of the ${totals.meanWaits.trueEvents} events an attack is in, ${OPERATORS} operators at 60 s: ${totals.meanWaits.telltaleSeconds} s, oldest first ${totals.meanWaits.oldestFirstSeconds} s, oracle ${totals.meanWaits.oracleSeconds} s`,
    '',
    ...alignColumns([['phase', 'rank', 'own', 'delay s', 'own s'], ...scenarios.flatMap(phaseRows)]),
  ];
}

const HEADER = [
  'scenario',
  'signals',
  'phases',
  'at 60',
  'at 25',
  'own 60',
  'own 25',
  'events a day',
  'most new in 10 min',
  'flood: signals, new',
  'signals/CPU s',
];

function rowOf({ scenario, signals, phases, ...figures }: ScenarioFigures): readonly string[] {
  const count = (test: (phase: PhaseReport) => boolean): string => String(phases.filter(test).length);
  const { busiestTenMinutes, floodTenMinutes } = figures;
  return [
    scenario,
    String(signals),
    String(phases.length),
    count(({ rank }) => rank <= 60),
    count(({ rank }) => rank <= 25),
    count(({ ownRank }) => ownRank <= 60),
    count(({ ownRank }) => ownRank <= 25),
    figures.eventsByDay.join(' '),
    String(busiestTenMinutes.newEvents),
    `${floodTenMinutes.signals}, ${floodTenMinutes.newEvents}`,
    String(figures.signalsPerCpuSecond),
  ];
}

function phaseRows({ scenario, phases }: ScenarioFigures): readonly (readonly string[])[] {
  return phases.map(({ phase, rank, ownRank, delaySeconds, ownDelaySeconds }) => [
    `${scenario} ${phase}`,
    ...[rank, ownRank, delaySeconds, ownDelaySeconds].map((each) => (Number.isFinite(each) ? String(each) : '-')),
  ]);
}
