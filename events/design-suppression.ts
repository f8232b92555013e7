import { TELLTALE } from '../core/action.ts';
import type { Event, Suppression } from '../core/event.ts';
import { matchesGlob } from '../core/glob.ts';
import type { SignalClass } from '../core/signal.ts';

/** Alarms that mean nothing at known hours, such as motion in a shop that is open. */
export interface SuppressionRule {
  readonly name: string;
  readonly match: {
    readonly class: SignalClass;
    /** Patterns: `*` is any text, `?` one character. */
    readonly site?: string | undefined;
    readonly sensor?: string | undefined;
  };
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes of the local day; a window that ends before it begins goes on over midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Local time, for the tests to choose. */
export interface LocalTime {
  /** Day of the week and minute of the day. */
  readonly at: (millis: number) => { readonly day: number; readonly minute: number };
  /** The first moment after `millis` at which the local day has reached this minute. */
  readonly next: (millis: number, minute: number) => number;
}

const DAYS_PER_WEEK = 7;

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
  const untilMillis = local.next(nowMillis, rule.toMinute);
  return { kind: 'by-design', by: TELLTALE, reason: rule.name, sinceMillis: nowMillis, untilMillis };
}

function matches({ match }: SuppressionRule, event: Event): boolean {
  const fits = (pattern: string | undefined, text: string): boolean =>
    pattern === undefined || matchesGlob(pattern, text);
  return match.class === event.class && fits(match.site, event.site) && fits(match.sensor, event.sensor);
}

function isInWindow({ days, fromMinute, toMinute }: SuppressionRule, day: number, minute: number): boolean {
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  const yesterday = (day + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK;
  return (days.includes(day) && minute >= fromMinute) || (days.includes(yesterday) && minute < toMinute);
}
