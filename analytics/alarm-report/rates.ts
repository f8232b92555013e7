import type { AlarmRate, DayLoad, HistogramBin, RateBands, ReportPeriod } from '../../core/alarm-report.ts';
import { floodsOf } from './floods.ts';
import { shareOf } from './listed.ts';
import type { LocalDay } from './local-time.ts';
import type { Sources } from './names.ts';
import type { Occurrences } from './occurrences.ts';

const MILLIS_PER_HOUR = 3_600_000;
const MILLIS_PER_TEN_MINUTES = 600_000;
const SECONDS_PER_DAY = 86_400;

/** Alarms an operator up to which an interval is acceptable, and manageable: ISA-18.2-2009, IEC 62682. */
const DAY_LIMITS = { acceptableUpTo: 150, manageableUpTo: 300 } as const;
const HOUR_LIMITS = { acceptableUpTo: 6, manageableUpTo: 12 } as const;
const TEN_MINUTES_LIMITS = { acceptableUpTo: 1, manageableUpTo: 2 } as const;
const TOO_MANY_AN_HOUR = 30;
const TOO_MANY_IN_TEN_MINUTES = 10;

const HISTOGRAM_UP_TO: readonly (number | undefined)[] = [0, 1, 2, 5, 10, 30, 100, undefined];

type Limits = Pick<RateBands, 'acceptableUpTo' | 'manageableUpTo'>;
type Period = Pick<ReportPeriod, 'fromMillis' | 'untilMillis' | 'seconds' | 'operators'>;

/** One interval of the clock, and how many alarms of the period began in it. */
interface Interval {
  /** Which of the days it lies in. */
  readonly day: number;
  readonly fromMillis: number;
  readonly alarms: number;
  /** It has its full length and lies in the period. */
  readonly whole: boolean;
}

export function rateOf(alarms: Occurrences, sources: Sources, days: readonly LocalDay[], period: Period): AlarmRate {
  const { operators, seconds } = period;
  const byDay = intervalsOf(alarms.times, days, period, undefined);
  const hours = intervalsOf(alarms.times, days, period, MILLIS_PER_HOUR);
  const tenMinutes = intervalsOf(alarms.times, days, period, MILLIS_PER_TEN_MINUTES);
  const perOperatorDay = shareOf(alarms.count * SECONDS_PER_DAY, seconds * operators);
  return {
    alarms: alarms.count,
    perOperatorDay,
    perOperatorHour: perOperatorDay === undefined ? undefined : perOperatorDay / 24,
    perOperatorTenMinutes: perOperatorDay === undefined ? undefined : perOperatorDay / 144,
    day: bandsOf(byDay, DAY_LIMITS, operators),
    hour: bandsOf(hours, HOUR_LIMITS, operators),
    tenMinutes: bandsOf(tenMinutes, TEN_MINUTES_LIMITS, operators),
    hoursOverThirty: shareOver(hours, TOO_MANY_AN_HOUR * operators),
    tenMinutesOverTen: shareOver(tenMinutes, TOO_MANY_IN_TEN_MINUTES * operators),
    histogram: histogramOf(tenMinutes, operators),
    days: dayLoads(days, byDay, tenMinutes, period),
    floods: floodsOf(alarms, sources, period),
  };
}

/** Intervals of so many milliseconds from the begin of each day, the last of a day shorter if need be; whole days without a length. */
function intervalsOf(
  times: Float64Array,
  days: readonly LocalDay[],
  { fromMillis, untilMillis }: Period,
  lengthMillis: number | undefined,
): readonly Interval[] {
  const intervals: Interval[] = [];
  let next = 0;
  for (const [at, day] of days.entries()) {
    const length = lengthMillis ?? day.untilMillis - day.fromMillis;
    for (let begin = day.fromMillis; begin < day.untilMillis; begin += length) {
      const end = Math.min(begin + length, day.untilMillis);
      if (end <= fromMillis || begin >= untilMillis) continue;
      const first = next;
      while ((times[next] ?? Infinity) < end) next += 1;
      const whole = end - begin === length && begin >= fromMillis && end <= untilMillis;
      intervals.push({ day: at, fromMillis: begin, alarms: next - first, whole });
    }
  }
  return intervals;
}

function bandsOf(intervals: readonly Interval[], limits: Limits, operators: number): RateBands {
  const whole = intervals.filter((interval) => interval.whole);
  const upTo = (limit: number) => whole.filter(({ alarms }) => alarms <= limit * operators).length;
  const acceptable = upTo(limits.acceptableUpTo);
  const manageable = upTo(limits.manageableUpTo) - acceptable;
  const overloaded = whole.length - acceptable - manageable;
  const share = (count: number) => count / whole.length;
  let peak: Interval | undefined;
  for (const interval of intervals) if (interval.alarms > (peak?.alarms ?? 0)) peak = interval;
  return {
    ...limits,
    intervals: whole.length,
    shares:
      whole.length === 0
        ? undefined
        : { acceptable: share(acceptable), manageable: share(manageable), overloaded: share(overloaded) },
    peak: peak?.alarms ?? 0,
    peakBeganAtMillis: peak?.fromMillis,
  };
}

function shareOver(intervals: readonly Interval[], limit: number): number | undefined {
  const whole = intervals.filter((interval) => interval.whole);
  return shareOf(whole.filter(({ alarms }) => alarms > limit).length, whole.length);
}

function histogramOf(intervals: readonly Interval[], operators: number): readonly HistogramBin[] {
  const whole = intervals.filter((interval) => interval.whole);
  return HISTOGRAM_UP_TO.map((upTo, bin) => {
    const over = HISTOGRAM_UP_TO[bin - 1];
    const inBin = ({ alarms }: Interval) =>
      alarms > (over ?? -1) * operators && alarms <= (upTo ?? Infinity) * operators;
    return { over, upTo, intervals: whole.filter(inBin).length };
  });
}

function dayLoads(
  days: readonly LocalDay[],
  byDay: readonly Interval[],
  tenMinutes: readonly Interval[],
  period: Period,
): readonly DayLoad[] {
  const most = new Float64Array(days.length);
  for (const { day, alarms } of tenMinutes) most[day] = Math.max(most[day] ?? 0, alarms);
  return byDay.flatMap(({ day, alarms }) => {
    const whole = days[day];
    if (whole === undefined) return [];
    const fromMillis = Math.max(whole.fromMillis, period.fromMillis);
    const untilMillis = Math.min(whole.untilMillis, period.untilMillis);
    return [{ date: whole.date, fromMillis, untilMillis, alarms, mostInTenMinutes: most[day] ?? 0 }];
  });
}
