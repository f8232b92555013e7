import { TELLTALE } from '../core/action.ts';
import type { Event, Suppression } from '../core/event.ts';
import { matchesGlob } from '../core/glob.ts';
import type { SignalClass } from '../core/signal.ts';
import { WEEKDAYS, type Weekday } from '../core/weekdays.ts';

/** Alarms that mean nothing at known hours, such as motion in a shop that is open. */
export interface SuppressionRule {
  readonly name: string;
  readonly match: {
    readonly class: SignalClass;
    /** Patterns: `*` is any text, `?` one character. */
    readonly site?: string | undefined;
    readonly sensor?: string | undefined;
  };
  readonly days: readonly Weekday[];
  /** Local time, `09:00`; hours that end before they begin go on over midnight. */
  readonly from: string;
  readonly to: string;
}

/** Local time, for the tests to choose. */
export interface LocalTime {
  /** Day of the week, 0 is Sunday, and minute of the day. */
  readonly at: (millis: number) => { readonly day: number; readonly minute: number };
  /** The first moment after `millis` at which the local day has reached this minute. */
  readonly next: (millis: number, minute: number) => number;
}

/** Why an event that opens now is suppressed by design, and until when. */
export function designSuppressionOf(
  event: Event,
  rules: readonly SuppressionRule[],
  nowMillis: number,
  local: LocalTime,
): Suppression | undefined {
  const now = local.at(nowMillis);
  const rule = rules.find((each) => matches(each, event) && isInWindow(each, now.day, now.minute));
  if (rule === undefined) return undefined;
  const untilMillis = local.next(nowMillis, minuteOf(rule.to));
  return { kind: 'by-design', by: TELLTALE, reason: rule.name, sinceMillis: nowMillis, untilMillis };
}

function matches({ match }: SuppressionRule, event: Event): boolean {
  const fits = (pattern: string | undefined, text: string): boolean =>
    pattern === undefined || matchesGlob(pattern, text);
  return match.class === event.class && fits(match.site, event.site) && fits(match.sensor, event.sensor);
}

function isInWindow({ days, from, to }: SuppressionRule, day: number, minute: number): boolean {
  const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)];
  const beginsOn = (each: number): boolean => days.some((name) => WEEKDAYS.indexOf(name) === each);
  if (fromMinute < toMinute) return beginsOn(day) && minute >= fromMinute && minute < toMinute;
  const yesterday = (day + WEEKDAYS.length - 1) % WEEKDAYS.length;
  return (beginsOn(day) && minute >= fromMinute) || (beginsOn(yesterday) && minute < toMinute);
}

/** Of the day; the setting has been checked. */
function minuteOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));
}
