import type { AlarmRate, Flood, RateBands, SourceName } from '../../../core/alarm-report.ts';
import type { SlowDay } from './slow-time.ts';

const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;

export interface SlowOccurrence extends SourceName {
  readonly time: number;
}

interface Period {
  readonly from: number;
  readonly until: number;
  readonly operators: number;
}

interface SlowInterval {
  readonly from: number;
  readonly until: number;
  readonly alarms: number;
  readonly whole: boolean;
}

export function nameOf({ site, sensor, type }: SourceName): string {
  return [site, sensor, type].join('\n');
}

export function slowRate(alarms: readonly SlowOccurrence[], days: readonly SlowDay[], period: Period): AlarmRate {
  const { from, until, operators } = period;
  const byDay = intervalsOf(alarms, days, period, Infinity);
  const hours = intervalsOf(alarms, days, period, 60 * MINUTE);
  const tenMinutes = intervalsOf(alarms, days, period, WINDOW);
  const whole = (intervals: readonly SlowInterval[]) => intervals.filter((interval) => interval.whole);
  const shareOver = (intervals: readonly SlowInterval[], limit: number) =>
    intervals.length === 0
      ? undefined
      : intervals.filter((interval) => interval.alarms / operators > limit).length / intervals.length;
  const perDay = until > from ? (alarms.length * 86_400) / (((until - from) / 1000) * operators) : undefined;
  const bins = [
    { over: undefined, upTo: 0 },
    { over: 0, upTo: 1 },
    { over: 1, upTo: 2 },
    { over: 2, upTo: 5 },
    { over: 5, upTo: 10 },
    { over: 10, upTo: 30 },
    { over: 30, upTo: 100 },
    { over: 100, upTo: undefined },
  ];
  return {
    alarms: alarms.length,
    perOperatorDay: perDay,
    perOperatorHour: perDay === undefined ? undefined : perDay / 24,
    perOperatorTenMinutes: perDay === undefined ? undefined : perDay / 144,
    day: bandsOf(byDay, 150, 300, operators),
    hour: bandsOf(hours, 6, 12, operators),
    tenMinutes: bandsOf(tenMinutes, 1, 2, operators),
    hoursOverThirty: shareOver(whole(hours), 30),
    tenMinutesOverTen: shareOver(whole(tenMinutes), 10),
    histogram: bins.map(({ over, upTo }) => ({
      over,
      upTo,
      intervals: whole(tenMinutes).filter(({ alarms: count }) => {
        const each = count / operators;
        return (over === undefined || each > over) && (upTo === undefined || each <= upTo);
      }).length,
    })),
    days: byDay.map((day, at) => ({
      date: days[at]?.date ?? '',
      fromMillis: Math.max(day.from, from),
      untilMillis: Math.min(day.until, until),
      alarms: day.alarms,
      mostInTenMinutes: Math.max(
        0,
        ...tenMinutes.filter((each) => each.from >= day.from && each.from < day.until).map((each) => each.alarms),
      ),
    })),
    floods: slowFloods(alarms, period),
  };
}

function intervalsOf(
  alarms: readonly SlowOccurrence[],
  days: readonly SlowDay[],
  { from, until }: Period,
  length: number,
): readonly SlowInterval[] {
  return days.flatMap((day) => {
    const lengthHere = Math.min(length, day.until - day.from);
    const count = Math.ceil((day.until - day.from) / lengthHere);
    return Array.from({ length: count }, (_, at) => {
      const begin = day.from + at * lengthHere;
      const end = Math.min(begin + lengthHere, day.until);
      return {
        from: begin,
        until: end,
        alarms: alarms.filter(({ time }) => time >= begin && time < end).length,
        whole: end - begin === lengthHere && begin >= from && end <= until,
      };
    }).filter((interval) => interval.until > from && interval.from < until);
  });
}

function bandsOf(
  intervals: readonly SlowInterval[],
  acceptableUpTo: number,
  manageableUpTo: number,
  operators: number,
): RateBands {
  const each = intervals.filter(({ whole }) => whole).map(({ alarms }) => alarms / operators);
  const share = (isIn: (count: number) => boolean) => each.filter(isIn).length / each.length;
  const peak = Math.max(0, ...intervals.map(({ alarms }) => alarms));
  return {
    acceptableUpTo,
    manageableUpTo,
    intervals: each.length,
    shares:
      each.length === 0
        ? undefined
        : {
            acceptable: share((count) => count <= acceptableUpTo),
            manageable: share((count) => count > acceptableUpTo && count <= manageableUpTo),
            overloaded: share((count) => count > manageableUpTo),
          },
    peak,
    peakBeganAtMillis: peak === 0 ? undefined : intervals.find(({ alarms }) => alarms === peak)?.from,
  };
}

/** Walks over every moment at which the number of the last ten minutes can change. */
function slowFloods(alarms: readonly SlowOccurrence[], { from, until, operators }: Period): AlarmRate['floods'] {
  const ordered = alarms.map((alarm, place) => ({ ...alarm, place }));
  ordered.sort((a, b) => a.time - b.time || a.place - b.place);
  const inLastTenMinutes = (moment: number) => ordered.filter(({ time }) => time > moment - WINDOW && time <= moment);
  const moments = [...new Set(ordered.flatMap(({ time }) => [time, time + WINDOW]))].sort((a, b) => a - b);
  const found: { began: number; ended: number }[] = [];
  let began: number | undefined;
  for (const moment of moments) {
    const recent = inLastTenMinutes(moment);
    if (began === undefined && recent.length >= 10 * operators) {
      const before = found.at(-1)?.ended ?? -Infinity;
      began = recent.find(({ time }) => time >= before)?.time;
    } else if (began !== undefined && recent.length < 5 * operators) {
      found.push({ began, ended: moment });
      began = undefined;
    }
  }
  const floods = found.map(({ began: begin, ended }): Flood => {
    const members = ordered.filter(({ time }) => time >= begin && time < ended);
    const names = [...new Set(members.map(nameOf))].sort();
    const contributors = names
      .map((name) => members.filter((member) => nameOf(member) === name))
      .map((own) => ({ source: pick(own[0]), alarms: own.length, share: own.length / members.length }))
      .sort((a, b) => b.alarms - a.alarms);
    return {
      beganAtMillis: begin,
      endedAtMillis: Math.min(ended, until),
      ongoing: ended > until,
      alarms: members.length,
      peakPerTenMinutes: Math.max(...members.map(({ time }) => inLastTenMinutes(time).length)),
      first: pick(members[0]),
      contributors: contributors.slice(0, 5),
    };
  });
  const millis = floods.reduce((sum, flood) => sum + (flood.endedAtMillis - flood.beganAtMillis), 0);
  const largest = floods.toSorted((a, b) => b.alarms - a.alarms).slice(0, 200);
  return {
    count: floods.length,
    seconds: millis / 1000,
    timeShare: until > from ? millis / (until - from) : undefined,
    alarms: floods.reduce((sum, flood) => sum + flood.alarms, 0),
    list: {
      rows: floods.filter((flood) => largest.includes(flood)),
      leftOut: floods.length - largest.length,
    },
  };
}

function pick(source: SourceName | undefined): SourceName {
  return { site: source?.site ?? '', sensor: source?.sensor ?? '', type: source?.type ?? '' };
}
