import { DISPOSITIONS } from '../../../core/action.ts';
import type { AlarmReport } from '../../../core/alarm-report.ts';
import type { ReportSettings } from '../settings.ts';
import type { SlowLog } from './slow-log.ts';
import { slowHour, slowYearBefore } from './slow-time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export function slowSuppressions(log: SlowLog, from: number, until: number): AlarmReport['suppressions'] {
  const rows = log.suppressions
    .filter(({ since, ended }) => since < until && !(ended !== undefined && ended <= from))
    .map(({ since, until: agreed, ended, kind, eventId, title, site, by, reason }) => ({
      kind,
      eventId,
      title,
      site,
      by,
      reason,
      sinceMillis: since,
      untilMillis: agreed,
      endedAtMillis: ended,
      overdue: agreed !== undefined && (ended === undefined ? until : ended) - agreed > MINUTE,
    }));
  const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
  const byTime = rows.toSorted((a, b) => b.sinceMillis - a.sinceMillis);
  const onTime = byTime.filter(({ overdue }) => !overdue);
  const ordered = [
    ...byTime.filter(({ overdue }) => overdue),
    ...['shelved', 'on-test', 'by-design', 'out-of-service', 'storm'].flatMap((kind) =>
      onTime.filter((row) => row.kind === kind),
    ),
  ];
  return {
    counts: {
      shelved: count('shelved'),
      'by-design': count('by-design'),
      'out-of-service': count('out-of-service'),
      storm: count('storm'),
      'on-test': count('on-test'),
    },
    overdue: rows.filter(({ overdue }) => overdue).length,
    list: { rows: ordered.slice(0, 50), leftOut: Math.max(0, rows.length - 50) },
  };
}

export function slowEscalations(
  log: SlowLog,
  isIn: (time: number) => boolean,
  until: number,
  limitSeconds: number,
): AlarmReport['escalations'] {
  const rows = log.escalations
    .filter(({ fired }) => isIn(fired))
    .map(({ fired, answer, eventId, title, site }) => {
      const seconds = ((answer?.at ?? until) - fired) / SECOND;
      const outcome: 'late' | 'in-time' | 'waiting' =
        seconds > limitSeconds ? 'late' : answer !== undefined ? 'in-time' : 'waiting';
      return {
        eventId,
        title,
        site,
        firedAtMillis: fired,
        answeredAtMillis: answer?.at,
        answeredBy: answer?.by,
        answer: answer?.kind,
        outcome,
      };
    });
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const byTime = rows.toSorted((a, b) => b.firedAtMillis - a.firedAtMillis);
  const ordered = [
    ...byTime.filter(({ outcome }) => outcome === 'late'),
    ...byTime.filter(({ outcome }) => outcome !== 'late'),
  ];
  return {
    fired: rows.length,
    inTime: count('in-time'),
    late: count('late'),
    waiting: count('waiting'),
    limitSeconds,
    list: { rows: ordered.slice(0, 50), leftOut: Math.max(0, rows.length - 50) },
  };
}

export function slowDispositions(
  log: SlowLog,
  isIn: (time: number) => boolean,
  zone: string,
): AlarmReport['dispositions'] {
  const closed = log.events.filter((event) => event.closed !== undefined && isIn(event.closed.at) && !event.merged);
  const row = (name: string, events: SlowLog['events']) => ({
    name,
    closed: events.length,
    counts: {
      true: events.filter((event) => event.closed?.disposition === 'true').length,
      false: events.filter((event) => event.closed?.disposition === 'false').length,
      inappropriate: events.filter((event) => event.closed?.disposition === 'inappropriate').length,
      other: events.filter((event) => event.closed?.disposition === 'other').length,
    },
    unknown: events.filter(({ closed: end }) => !DISPOSITIONS.some((each) => each === end?.disposition)).length,
  });
  const grouped = (keyOf: (event: SlowLog['events'][number]) => string) =>
    [...new Set(closed.map(keyOf))].sort().map((key) =>
      row(
        key,
        closed.filter((event) => keyOf(event) === key),
      ),
    );
  const listed = (rows: ReturnType<typeof grouped>) => ({
    rows: rows.toSorted((a, b) => b.closed - a.closed).slice(0, 50),
    leftOut: Math.max(0, rows.length - 50),
  });
  return {
    all: row('all', closed),
    byReason: grouped(({ closed: end }) => end?.reasonCode ?? '').toSorted((a, b) => b.closed - a.closed),
    bySite: listed(grouped(({ site }) => site)),
    bySensor: listed(grouped(({ site, sensor }) => `${site} / ${sensor}`)),
    byHour: grouped(({ opened }) => slowHour(zone, opened)),
  };
}

export function slowFalseCalls(
  log: SlowLog,
  { untilMillis, zone, targets }: ReportSettings,
): AlarmReport['falseCalls'] {
  const { classes, warningFrom, withdrawnFrom } = targets.falseCalls;
  const from = slowYearBefore(zone, untilMillis);
  const calls = log.events.flatMap(({ site, class: of, closed }) =>
    closed?.disposition === 'false' && classes.includes(of) && closed.at >= from && closed.at < untilMillis
      ? [{ site, at: closed.at }]
      : [],
  );
  const rows = [...new Set(calls.map(({ site }) => site))].sort().map((site) => {
    const own = calls.filter((call) => call.site === site).map(({ at }) => at);
    const standing: 'withdrawn' | 'warning' | 'noted' =
      own.length >= withdrawnFrom ? 'withdrawn' : own.length >= warningFrom ? 'warning' : 'noted';
    return { site, falseCalls: own.length, lastAtMillis: Math.max(...own), standing };
  });
  return {
    fromMillis: from,
    untilMillis,
    classes,
    warningFrom,
    withdrawnFrom,
    list: {
      rows: rows.toSorted((a, b) => b.falseCalls - a.falseCalls).slice(0, 50),
      leftOut: Math.max(0, rows.length - 50),
    },
  };
}
