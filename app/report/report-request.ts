import { instantOf, LocalTime } from '../../analytics/alarm-report/local-time.ts';
import type { ReportSettings, ReportTargets } from '../../analytics/alarm-report/settings.ts';
import { Failure } from '../../core/failure.ts';
import type { ReportRequest } from '../../core/ports/alarm-reports.ts';

const MILLIS_PER_DAY = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366 * 10;
const MOST_OPERATORS = 1000;
const EPOCH = /^\d{1,14}$/;
/** Epoch seconds have at most so many digits: until the year 5138. */
const MOST_DIGITS_OF_SECONDS = 11;
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

export interface ReportBounds {
  /** Where the period ends if nobody says. */
  readonly untilMillis: number;
  /** Where it begins; the begin of the day 30 days before its end where this is absent. */
  readonly fromMillis?: number;
}

function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** @throws Failure (`client`) that says what to write instead. */
export function settingsOf(request: ReportRequest, bounds: ReportBounds, targets: ReportTargets): ReportSettings {
  const zone = zoneOf(request.zone);
  const untilMillis = request.until === undefined ? bounds.untilMillis : timeOf('until', request.until, zone);
  const fromMillis =
    request.from === undefined
      ? (bounds.fromMillis ?? dayBefore(untilMillis, zone))
      : timeOf('from', request.from, zone);
  if (fromMillis >= untilMillis) {
    throw wrong(`from (${iso(fromMillis)}) is not before until (${iso(untilMillis)})`, 'give an earlier from');
  }
  if (untilMillis - fromMillis > MOST_DAYS * MILLIS_PER_DAY) {
    throw wrong('the period is longer than ten years', 'give a later from');
  }
  return { fromMillis, untilMillis, zone, operators: operatorsOf(request.operators), targets };
}

/** Epoch milliseconds; `undefined` where it is no time. */
export function parseInstant(text: string, zone: string): number | undefined {
  if (EPOCH.test(text)) return text.length > MOST_DIGITS_OF_SECONDS ? Number(text) : Number(text) * 1000;
  const iso8601 = text.replace(' ', 'T');
  const isLocal = LOCAL.test(text);
  if (!isLocal && !ZONED.test(text)) return undefined;
  const dateAndTime = iso8601.includes('T') ? iso8601 : `${iso8601}T00:00`;
  const millis = Date.parse(isLocal ? `${dateAndTime}Z` : dateAndTime);
  if (Number.isNaN(millis)) return undefined;
  return isLocal ? instantOf(zone, millis) : millis;
}

function timeOf(name: string, text: string, zone: string): number {
  const millis = parseInstant(text, zone);
  if (millis !== undefined) return millis;
  throw wrong(
    `${name}: ${JSON.stringify(text.slice(0, 50))} is no time`,
    'write 2026-01-31, 2026-01-31T14:00 or epoch seconds',
  );
}

function zoneOf(name: string | undefined): string {
  if (name === undefined) return systemZone();
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (cause) {
    throw wrong(
      `zone: there is no ${JSON.stringify(name.slice(0, 50))}`,
      'write a name such as Europe/Rome or UTC',
      cause,
    );
  }
}

function operatorsOf(text: string | undefined): number | 'counted' {
  if (text === undefined) return 1;
  if (text === 'counted') return text;
  const operators = Number(text);
  if (/^\d+$/.test(text) && operators >= 1 && operators <= MOST_OPERATORS) return operators;
  throw wrong(
    `operators: ${JSON.stringify(text.slice(0, 50))}`,
    `write a whole number from 1 to ${MOST_OPERATORS}, or counted`,
  );
}

/** The begin of the day so many days before. */
function dayBefore(untilMillis: number, zone: string): number {
  const millis = untilMillis - DEFAULT_DAYS * MILLIS_PER_DAY;
  return new LocalTime(zone, millis, millis).days(millis, millis + 1)[0]?.fromMillis ?? millis;
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}

function wrong(message: string, remedy: string, cause?: unknown): Failure {
  return new Failure(message, { reason: 'client', retryable: false, remedy, cause });
}
