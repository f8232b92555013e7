import type { AnswerRow, Answers } from '../../../core/alarm-report.ts';
import { SIGNAL_CLASSES } from '../../../core/signal.ts';
import type { AnswerTarget, ReportSettings } from '../settings.ts';
import type { SlowEvent, SlowLog } from './slow-log.ts';
import { slowHour } from './slow-time.ts';

interface Case {
  readonly event: SlowEvent;
  readonly since: number;
  readonly seconds: number | undefined;
  readonly by: string | undefined;
}

export function slowTakeCharge(log: SlowLog, settings: ReportSettings): Answers {
  const cases = (log.tells.taken ? openedIn(log, settings) : [])
    .filter(({ answered, closed }) => answered !== undefined || closed === undefined)
    .map((event) => caseOf(event, event.opened, event.answered));
  return answersOf(cases, settings, settings.targets.takeCharge);
}

export function slowResponse(log: SlowLog, settings: ReportSettings): Answers {
  const cases = (log.tells.worked ? openedIn(log, settings) : [])
    .filter(({ worked, closed }) => worked !== undefined || closed === undefined)
    .flatMap((event) => (event.answered === undefined ? [] : [caseOf(event, event.answered.at, event.worked)]));
  return answersOf(cases, settings, settings.targets.response);
}

export function slowClosing(log: SlowLog, settings: ReportSettings): Answers {
  const cases = (log.tells.closed ? openedIn(log, settings) : [])
    .filter(({ merged }) => !merged)
    .map((event) => caseOf(event, event.opened, event.closed));
  return answersOf(cases, settings, settings.targets.closing);
}

function openedIn(log: SlowLog, { fromMillis, untilMillis }: ReportSettings): readonly SlowEvent[] {
  return log.events.filter(({ opened }) => opened >= fromMillis && opened < untilMillis);
}

interface Answered {
  readonly at: number;
  readonly by: string | undefined;
}

function caseOf(event: SlowEvent, since: number, answer: Answered | undefined): Case {
  if (answer === undefined) return { event, since, seconds: undefined, by: undefined };
  return { event, since, seconds: Math.max(0, answer.at - since) / 1000, by: answer.by ?? '' };
}

function answersOf(cases: readonly Case[], { untilMillis, zone }: ReportSettings, targets: readonly AnswerTarget[]) {
  const row = (name: string, some: readonly Case[]): AnswerRow => {
    const seconds = some.flatMap((each) => each.seconds ?? []);
    const percentile = (part: number) =>
      seconds.length === 0
        ? undefined
        : Math.min(
            ...seconds.filter((one) => seconds.filter((other) => other <= one).length * 1000 >= part * seconds.length),
          );
    return {
      name,
      answered: seconds.length,
      waiting: some.length - seconds.length,
      p50Seconds: percentile(500),
      p80Seconds: percentile(800),
      p95Seconds: percentile(950),
      p985Seconds: percentile(985),
      maxSeconds: seconds.length === 0 ? undefined : Math.max(...seconds),
      targets: targets.map(({ share, withinSeconds }) => {
        const limits = [...new Set(some.map(({ event }) => withinSeconds[event.class]))];
        const judged = some.filter(
          (each) =>
            each.seconds !== undefined ||
            Math.max(0, untilMillis - each.since) / 1000 > withinSeconds[each.event.class],
        );
        const good = judged.filter(
          (each) => each.seconds !== undefined && each.seconds <= withinSeconds[each.event.class],
        );
        return {
          share,
          withinSeconds: limits.length === 1 ? limits[0] : undefined,
          judged: judged.length,
          reached: judged.length === 0 ? undefined : good.length / judged.length,
          met: judged.length === 0 ? undefined : good.length / judged.length >= share,
        };
      }),
    };
  };
  const groups = (keyOf: (each: Case) => string | undefined) =>
    [...new Set(cases.flatMap((each) => keyOf(each) ?? []))].sort().map((key) =>
      row(
        key,
        cases.filter((each) => keyOf(each) === key),
      ),
    );
  const listed = (rows: readonly AnswerRow[]) => ({
    rows: rows.toSorted((a, b) => b.answered + b.waiting - a.answered - a.waiting).slice(0, 50),
    leftOut: Math.max(0, rows.length - 50),
  });
  const classes = groups(({ event }) => event.class);
  return {
    all: row('all', cases),
    byClass: SIGNAL_CLASSES.flatMap((each) => classes.filter(({ name }) => name === each)),
    byOperator: listed(groups(({ by }) => by)),
    bySite: listed(groups(({ event }) => event.site)),
    byHour: groups(({ event }) => slowHour(zone, event.opened)),
  };
}
