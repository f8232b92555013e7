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

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY_AND_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** In the viewer's zone; with the date unless it is today's. */
export function formatTime(millis: number, nowMillis: number): string {
  const isToday = new Date(millis).toDateString() === new Date(nowMillis).toDateString();
  return (isToday ? CLOCK : DAY_AND_CLOCK).format(millis);
}

/** `Europe/Prague, UTC+01:00`; plainly `UTC` where the zone is called so. */
export function viewerZone(nowMillis: number): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const offset = zoneOffset(nowMillis);
  return timeZone === offset ? offset : `${timeZone}, ${offset}`;
}

function zoneOffset(nowMillis: number): string {
  const minutes = -new Date(nowMillis).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
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

export function formatPriority(value: number): string {
  return value.toFixed(1).replace('-', '−');
}

export function withUnit(text: string, unit: string | null): string {
  return unit === null || unit === '' ? text : `${text} ${unit}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
