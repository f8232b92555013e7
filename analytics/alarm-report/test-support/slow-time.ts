/** Local time by asking Intl for every quarter of an hour. */

const QUARTER = 900_000;
const DAY = 86_400_000;

export interface SlowDay {
  readonly date: string;
  readonly from: number;
  readonly until: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): (millis: number) => string {
  const format = formats.get(zone) ?? makeFormat(zone);
  formats.set(zone, format);
  return (millis) => format.format(millis);
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

export function slowHour(zone: string, millis: number): string {
  return wallClock(zone)(millis).slice(11, 13);
}

/** A day begins in the first quarter of an hour that shows a later date than any before. */
export function slowDays(zone: string, from: number, until: number): readonly SlowDay[] {
  const clock = wallClock(zone);
  const begins: { date: string; from: number }[] = [];
  const start = Math.floor((from - 3 * DAY) / QUARTER) * QUARTER;
  let latest = clock(start).slice(0, 10);
  for (let at = start; at < until + 3 * DAY; at += QUARTER) {
    const date = clock(at).slice(0, 10);
    if (date > latest) begins.push({ date, from: at });
    if (date > latest) latest = date;
  }
  return begins
    .map(({ date, from: begin }, at) => ({ date, from: begin, until: begins[at + 1]?.from ?? Infinity }))
    .filter((day) => day.until > from && day.from < until);
}

/**
 * By looking for the moment, in steps of a quarter of an hour, at which the clock first showed the same a year earlier; where it never
 * did, a day after it showed the time of day the day before.
 */
export function slowYearBefore(zone: string, millis: number): number {
  const now = wallClock(zone)(millis);
  const sought = `${Number(now.slice(0, 4)) - 1}${now.slice(4)}`.replace('-02-29 ', '-02-28 ');
  const dayEarlier = new Date(Date.parse(`${sought.slice(0, 10)}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
  const shown = firstShowing(zone, sought, millis);
  return shown ?? (firstShowing(zone, `${dayEarlier}${sought.slice(10)}`, millis) ?? NaN) + DAY;
}

function firstShowing(zone: string, sought: string, yearAfter: number): number | undefined {
  const clock = wallClock(zone);
  for (let at = yearAfter - 368 * DAY; at < yearAfter - 362 * DAY; at += QUARTER) if (clock(at) === sought) return at;
  return undefined;
}
