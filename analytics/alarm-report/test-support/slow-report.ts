import type { AlarmReport, CountedSources, SourceCount, SourceName } from '../../../core/alarm-report.ts';
import type { ReportSettings } from '../settings.ts';
import { slowClosing, slowResponse, slowTakeCharge } from './slow-answers.ts';
import type { SlowAlarm, SlowLog } from './slow-log.ts';
import { slowDispositions, slowEscalations, slowFalseCalls, slowSuppressions } from './slow-desk.ts';
import { nameOf, slowRate } from './slow-rate.ts';
import { slowDays, type SlowDay } from './slow-time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/**
 * The alarm report written a second time, straight from the definitions in docs/specs/alarm-report.md: every figure filters the whole
 * log, nothing is sorted or indexed to be fast, and no code is shared with the first.
 */
export function slowReport(log: SlowLog, settings: ReportSettings): AlarmReport {
  const { fromMillis: from, untilMillis: until, zone, targets } = settings;
  const isIn = (time: number) => time >= from && time < until;
  const days = slowDays(zone, from, until);
  const alarms = log.alarms.filter(({ began }) => isIn(began));
  const events = log.events.filter(({ opened }) => isIn(opened));
  const operators = settings.operators === 'counted' ? slowOperators(log, isIn) : settings.operators;
  const period = { from, until, operators };
  const escalations = slowEscalations(log, isIn, until, targets.escalationSeconds);
  const dispositions = slowDispositions(log, isIn, zone);
  return {
    period: {
      fromMillis: from,
      untilMillis: until,
      zone,
      seconds: (until - from) / SECOND,
      operators,
      operatorsAre: settings.operators === 'counted' ? 'counted' : 'given',
      empty: alarms.length === 0 && events.length === 0 && dispositions.all.closed === 0 && escalations.fired === 0,
    },
    presented: slowRate(
      events.map((event) => ({ ...event, time: event.opened })),
      days,
      period,
    ),
    raw: slowRate(
      alarms.map((alarm) => ({ ...alarm, time: alarm.began })),
      days,
      period,
    ),
    priorities: slowPriorities(events),
    offenders: slowOffenders(alarms),
    chattering: slowChattering(alarms),
    fleeting: slowCounted(
      alarms.filter((alarm) => alarm.ended - alarm.began < MINUTE && !chatters(alarm, alarms)),
      alarms,
    ),
    stale: slowStale(log.alarms, days, from, until),
    duplicates: slowCounted(
      alarms.filter((alarm, at) =>
        alarms.some(
          (other, place) =>
            other !== alarm &&
            (other.began < alarm.began || (other.began === alarm.began && place < at)) &&
            alarm.began - other.began <= SECOND &&
            nameOf(other) === nameOf(alarm),
        ),
      ),
      alarms,
    ),
    together: slowTogether(alarms),
    suppressions: slowSuppressions(log, from, until),
    takeCharge: slowTakeCharge(log, settings),
    response: slowResponse(log, settings),
    closing: slowClosing(log, settings),
    escalations,
    dispositions,
    falseCalls: slowFalseCalls(log, settings),
  };
}

function slowOperators(log: SlowLog, isIn: (time: number) => boolean): number {
  const acts = log.personActions.filter(({ at }) => isIn(at));
  const hours = [...new Set(acts.map(({ at }) => Math.floor(at / (60 * MINUTE))))];
  const counts = hours.map(
    (hour) => new Set(acts.filter(({ at }) => Math.floor(at / (60 * MINUTE)) === hour).map(({ by }) => by)).size,
  );
  if (counts.length === 0) return 1;
  return Math.min(...counts.filter((count) => counts.filter((other) => other <= count).length * 2 >= counts.length));
}

function slowPriorities(events: SlowLog['events']): AlarmReport['priorities'] {
  const known = events.filter(({ band }) => band !== undefined);
  const row = (band: 'P1' | 'P2' | 'P3' | 'P4', target: number) => {
    const count = events.filter((event) => event.band === band).length;
    return { band, events: count, share: known.length === 0 ? undefined : count / known.length, target };
  };
  return [
    row('P1', 0.01),
    row('P2', 0.05),
    row('P3', 0.15),
    row('P4', 0.8),
    { band: 'unknown', events: events.length - known.length, share: undefined, target: undefined },
  ];
}

function slowOffenders(alarms: readonly SlowAlarm[]): AlarmReport['offenders'] {
  const ranked = rankSources(alarms);
  const top = ranked.slice(0, 20).map(({ source, alarms: count, share }, at) => {
    const upToHere = ranked.slice(0, at + 1).reduce((sum, other) => sum + other.alarms, 0);
    return { source, alarms: count, share, cumulativeShare: upToHere / alarms.length };
  });
  return { sources: ranked.length, topTenShare: top.slice(0, 10).at(-1)?.cumulativeShare, top };
}

/** Sources of these alarms: most first, then by name. */
function rankSources(alarms: readonly SlowAlarm[]): readonly SourceCount[] {
  return [...new Set(alarms.map(nameOf))]
    .map((name) => alarms.filter((alarm) => nameOf(alarm) === name))
    .map((own): SourceCount => ({ source: sourceOf(own), alarms: own.length, share: own.length / alarms.length }))
    .sort((a, b) => b.alarms - a.alarms || compareSources(a.source, b.source));
}

function slowCounted(some: readonly SlowAlarm[], all: readonly SlowAlarm[]): CountedSources {
  const rows = rankSources(some);
  return {
    alarms: some.length,
    share: all.length === 0 ? undefined : some.length / all.length,
    list: { rows: rows.slice(0, 20), leftOut: Math.max(0, rows.length - 20) },
  };
}

/** Whether some minute holds it and two more of its source: three that follow each other, the first and last less than a minute apart. */
function chatters(alarm: SlowAlarm, alarms: readonly SlowAlarm[]): boolean {
  const near = alarms.filter(({ began }) => began > alarm.began - MINUTE && began < alarm.began + MINUTE);
  const own = near.filter((other) => nameOf(other) === nameOf(alarm));
  return own.some(({ began: start }) => {
    const minute = own.filter(({ began }) => began >= start && began < start + MINUTE);
    return minute.includes(alarm) && minute.length >= 3;
  });
}

function slowChattering(alarms: readonly SlowAlarm[]): AlarmReport['chattering'] {
  const chattering = alarms.filter((alarm) => chatters(alarm, alarms));
  const rows = rankSources(chattering).map(({ source }) => {
    const times = chattering.filter((alarm) => nameOf(alarm) === nameOf(source)).map(({ began }) => began);
    const sorted = times.toSorted((a, b) => a - b);
    return {
      source,
      alarms: times.length,
      episodes: sorted.filter((time, at) => at === 0 || time - (sorted[at - 1] ?? NaN) >= MINUTE).length,
      mostInAMinute: Math.max(...times.map((end) => times.filter((time) => time > end - MINUTE && time <= end).length)),
      firstAtMillis: Math.min(...times),
      lastAtMillis: Math.max(...times),
    };
  });
  return {
    alarms: chattering.length,
    share: alarms.length === 0 ? undefined : chattering.length / alarms.length,
    episodes: rows.reduce((sum, row) => sum + row.episodes, 0),
    list: { rows: rows.slice(0, 20), leftOut: Math.max(0, rows.length - 20) },
  };
}

function slowStale(
  all: readonly SlowAlarm[],
  days: readonly SlowDay[],
  from: number,
  until: number,
): AlarmReport['stale'] {
  const isStaleBetween = (alarm: SlowAlarm, begin: number, end: number) =>
    alarm.ended > alarm.began + DAY && alarm.began + DAY < end && alarm.ended > begin;
  const stale = all.filter((alarm) => isStaleBetween(alarm, from, until));
  const stood = ({ began, ended }: SlowAlarm) => Math.min(ended, until) - began;
  const rows = stale
    .toSorted((a, b) => stood(b) - stood(a) || compareSources(a, b) || a.began - b.began)
    .map((alarm) => ({
      source: sourceOf([alarm]),
      beganAtMillis: alarm.began,
      endedAtMillis: alarm.ended < until ? alarm.ended : undefined,
      stoodSeconds: stood(alarm) / SECOND,
    }));
  const onDays = days.map(
    (day) =>
      stale.filter((alarm) => isStaleBetween(alarm, Math.max(day.from, from), Math.min(day.until, until))).length,
  );
  return {
    alarms: stale.length,
    standing: stale.filter(({ ended }) => !(ended < until)).length,
    mostOnADay: Math.max(0, ...onDays),
    list: { rows: rows.slice(0, 50), leftOut: Math.max(0, rows.length - 50) },
  };
}

function slowTogether(alarms: readonly SlowAlarm[]): AlarmReport['together'] {
  const busiest = rankSources(alarms)
    .slice(0, 100)
    .filter((row) => row.alarms >= 5);
  const times = busiest.map(({ source }) => alarms.filter((alarm) => nameOf(alarm) === nameOf(source)));
  const share = (one: readonly SlowAlarm[] = [], others: readonly SlowAlarm[] = []) =>
    one.filter((a) => others.some((b) => Math.abs(a.began - b.began) <= 5 * SECOND)).length / one.length;
  const rows = busiest
    .flatMap((one, at) => busiest.slice(at + 1).map((other) => ({ one, other, at, otherAt: busiest.indexOf(other) })))
    .map(({ one, other, at, otherAt }) => ({
      one: one.source,
      other: other.source,
      oneAlarms: one.alarms,
      otherAlarms: other.alarms,
      oneShare: share(times[at], times[otherAt]),
      otherShare: share(times[otherAt], times[at]),
    }))
    .filter(({ oneShare, otherShare }) => oneShare >= 0.9 && otherShare >= 0.9)
    .sort((a, b) => b.oneAlarms + b.otherAlarms - a.oneAlarms - a.otherAlarms);
  return { rows: rows.slice(0, 20), leftOut: Math.max(0, rows.length - 20) };
}

function sourceOf([first]: readonly SlowAlarm[]): SourceName {
  return { site: first?.site ?? '', sensor: first?.sensor ?? '', type: first?.type ?? '' };
}

function compareSources(a: SourceName, b: SourceName): number {
  const fields = ['site', 'sensor', 'type'] as const;
  for (const field of fields) if (a[field] !== b[field]) return a[field] < b[field] ? -1 : 1;
  return 0;
}
