const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in at most two units: `42 s`, `4 min`, `3 h 05 min`, `2 d 4 h`. */
export function formatAge(millis: number): string {
  const age = Math.max(0, millis);
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ${String(Math.floor((age % HOUR) / MINUTE)).padStart(2, '0')} min`;
  return `${Math.floor(age / DAY)} d ${Math.floor((age % DAY) / HOUR)} h`;
}

export function ageOf(isoTime: string, nowMillis: number): string {
  return formatAge(nowMillis - Date.parse(isoTime));
}

interface ZoneFormats {
  readonly clock: Intl.DateTimeFormat;
  readonly dayAndClock: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly name: Intl.DateTimeFormat;
}

const formats = new Map<string, ZoneFormats>();

/** Making a format costs more than using it a hundred times. */
function formatsOf(timeZone: string): ZoneFormats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone } as const;
  const day = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone } as const;
  const made = {
    clock: new Intl.DateTimeFormat('en-GB', clock),
    day: new Intl.DateTimeFormat('sv-SE', day),
    dayAndClock: new Intl.DateTimeFormat('sv-SE', { ...day, ...clock }),
    name: new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** `14:02:11`, with the date unless it is today's there. */
export function formatTime(millis: number, nowMillis: number, timeZone: string): string {
  const { clock, day, dayAndClock } = formatsOf(timeZone);
  return (day.format(millis) === day.format(nowMillis) ? clock : dayAndClock).format(millis);
}

export function formatDay(millis: number, timeZone: string): string {
  return formatsOf(timeZone).day.format(millis);
}

/** How far the zone is from UTC at that moment: `UTC`, `UTC+1`. */
export function zoneName(millis: number, timeZone: string): string {
  const part = formatsOf(timeZone)
    .name.formatToParts(millis)
    .find(({ type }) => type === 'timeZoneName');
  return part?.value.replace('GMT', 'UTC').replace(/[+-]0$/, '') ?? timeZone;
}

/** `Europe/Prague, UTC+1`; plainly `UTC` where the zone is called so. */
export function zoneWords(nowMillis: number, timeZone: string): string {
  const name = zoneName(nowMillis, timeZone);
  return timeZone === name ? name : `${timeZone}, ${name}`;
}

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

const DIGITS_THAT_MATTER = 3;

/**
 * Readings that stand beside each other, to the same decimals: three digits of the largest matter. Beside 1, a
 * billionth is 0.
 */
export function formatReadings(values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const wholeDigits = largest > 0 ? Math.floor(Math.log10(largest)) + 1 : 1;
  const decimals = Math.min(20, Math.max(0, DIGITS_THAT_MATTER - wholeDigits));
  const format = new Intl.NumberFormat('en-GB', { maximumFractionDigits: decimals, signDisplay: 'negative' });
  return values.map((value) => format.format(value).replace('-', '−'));
}

export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** Far less than the steps in which priorities come, and more than what a sum of tenths is off by. */
const HAIR = 1e-6;

/** In whole tenths, rounded down: a number that is shown never reaches a band that the priority itself does not. */
export function priorityTenths(value: number): number {
  return Math.floor(value * 10 + HAIR);
}

export function formatPriority(value: number): string {
  return (priorityTenths(value) / 10).toFixed(1).replace('-', '−');
}

export function withUnit(text: string, unit: string | null): string {
  return unit === null || unit === '' ? text : `${text} ${unit}`;
}
