import type { AlarmReport } from '../../core/alarm-report.ts';
import type { AlarmLog } from './alarm-log.ts';
import { closingOf, responseOf, takeChargeOf } from './answers.ts';
import { chatteringAlarms, chatteringOf } from './chattering.ts';
import { dispositionsOf } from './dispositions.ts';
import { escalationsOf } from './escalations.ts';
import { falseCallsOf } from './false-calls.ts';
import { LocalTime, twelveMonthsBefore } from './local-time.ts';
import { BySource, occurrencesIn } from './occurrences.ts';
import { offendersOf } from './offenders.ts';
import { countOperators } from './operators.ts';
import { prioritiesOf } from './priorities.ts';
import { rateOf } from './rates.ts';
import type { ReportSettings } from './settings.ts';
import { duplicatesOf, fleetingOf } from './short-alarms.ts';
import { staleOf } from './stale.ts';
import { suppressionsOf } from './suppressions.ts';
import { togetherOf } from './together.ts';

/** When what a report of this period must know began: the false calls of the twelve months before its end. */
export function knownFromMillis({ fromMillis, untilMillis, zone }: ReportPeriodSettings): number {
  return Math.min(fromMillis, twelveMonthsBefore(zone, untilMillis));
}

type ReportPeriodSettings = Pick<ReportSettings, 'fromMillis' | 'untilMillis' | 'zone'>;

/** Every figure of docs/specs/alarm-report.md, of a log that holds nothing later than the period. */
export function reportAlarms(log: AlarmLog, settings: ReportSettings): AlarmReport {
  const { fromMillis, untilMillis, zone, targets } = settings;
  const { events, sources } = log;
  const ledgerFromMillis = twelveMonthsBefore(zone, untilMillis);
  const localTime = new LocalTime(zone, Math.min(fromMillis, earliestOpening(log)), untilMillis);
  const days = localTime.days(fromMillis, untilMillis);
  const raw = occurrencesIn(log.alarms.beganAtMillis, log.alarms.source, fromMillis, untilMillis);
  const presented = occurrencesIn(events.openedAtMillis, events.source, fromMillis, untilMillis);
  const operators =
    settings.operators === 'counted' ? countOperators(log, fromMillis, untilMillis) : settings.operators;
  const period = { fromMillis, untilMillis, seconds: (untilMillis - fromMillis) / 1000, operators };
  const bySource = new BySource(raw, sources.size);
  const chatters = chatteringAlarms(raw, bySource, sources);
  const answerPeriod = { fromMillis, untilMillis, localTime };
  const escalations = escalationsOf(log, period, targets.escalationSeconds);
  const dispositions = dispositionsOf(log, answerPeriod);
  return {
    period: {
      ...period,
      zone,
      operatorsAre: settings.operators === 'counted' ? 'counted' : 'given',
      empty: raw.count + presented.count + dispositions.all.closed + escalations.fired === 0,
    },
    presented: rateOf(presented, sources, days, period),
    raw: rateOf(raw, sources, days, period),
    priorities: prioritiesOf(Array.from(presented.rows, (event) => events.bandOf(event))),
    offenders: offendersOf(raw, bySource, sources),
    chattering: chatteringOf(raw, bySource, sources, chatters),
    fleeting: fleetingOf(log, raw, chatters),
    stale: staleOf(log, days, period),
    duplicates: duplicatesOf(log, raw, bySource),
    together: togetherOf(raw, bySource, sources),
    suppressions: suppressionsOf(log, fromMillis, untilMillis),
    takeCharge: takeChargeOf(log, { ...answerPeriod, targets: targets.takeCharge }),
    response: responseOf(log, { ...answerPeriod, targets: targets.response }),
    closing: closingOf(log, { ...answerPeriod, targets: targets.closing }),
    escalations,
    dispositions,
    falseCalls: falseCallsOf(log, ledgerFromMillis, untilMillis, targets.falseCalls),
  };
}

function earliestOpening({ events }: AlarmLog): number {
  let earliest = Infinity;
  for (const openedAtMillis of events.openedAtMillis.view()) earliest = Math.min(earliest, openedAtMillis);
  return earliest;
}
