const MILLIS_PER_DAY = 86_400_000;
const MILLIS_PER_HOUR = 3_600_000;
const MILLIS_PER_MINUTE = 60_000;

export interface LocalDay {
  /** `2026-03-29`. */
  readonly date: string;
  readonly fromMillis: number;
  /** The begin of the next day: 23, 24 or 25 hours later, mostly. */
  readonly untilMillis: number;
}

/** A stretch of time in which local time has one distance from UTC. */
interface Stretch {
  readonly fromMillis: number;
  readonly offsetMillis: number;
}

/** The clock on the wall of one zone, between two moments. */
export class LocalTime {
  readonly #stretches: readonly Stretch[];

  /** @throws RangeError where there is no such zone. */
  constructor(zone: string, fromMillis: number, untilMillis: number) {
    this.#stretches = stretchesOf(zone, fromMillis - 2 * MILLIS_PER_DAY, untilMillis + 3 * MILLIS_PER_DAY);
  }

  /** 0 to 23, as the clock on the wall shows. */
  hourAt(millis: number): number {
    const sinceMidnight = modulo(millis + this.#offsetAt(millis), MILLIS_PER_DAY);
    return Math.floor(sinceMidnight / MILLIS_PER_HOUR);
  }

  /** Days that lie whole or in part between the two moments. A day begins when its date is first reached. */
  days(fromMillis: number, untilMillis: number): readonly LocalDay[] {
    const days: LocalDay[] = [];
    let begin = fromMillis - 2 * MILLIS_PER_DAY;
    while (begin < untilMillis) {
      const dayNumber = this.#dayNumberAt(begin);
      const end = this.#endOfDay(dayNumber, begin);
      if (end > fromMillis) days.push({ date: dateOf(dayNumber), fromMillis: begin, untilMillis: end });
      begin = end;
    }
    return days;
  }

  /** The moment at which the clock showed the same a year earlier; of 29 February, 28 February. */
  yearBefore(millis: number): number {
    const local = new Date(millis + this.#offsetAt(millis));
    const day = local.getUTCMonth() === 1 && local.getUTCDate() === 29 ? 28 : local.getUTCDate();
    const sought =
      Date.UTC(local.getUTCFullYear() - 1, local.getUTCMonth(), day) + modulo(local.getTime(), MILLIS_PER_DAY);
    return instantShowing(sought, (at) => this.#offsetAt(at));
  }

  #endOfDay(dayNumber: number, sinceMillis: number): number {
    for (const [at, { fromMillis, offsetMillis }] of this.#stretches.entries()) {
      const endOfStretch = this.#stretches[at + 1]?.fromMillis ?? Infinity;
      if (endOfStretch <= sinceMillis) continue;
      const midnight = Math.max((dayNumber + 1) * MILLIS_PER_DAY - offsetMillis, fromMillis);
      if (midnight < endOfStretch) return midnight;
    }
    return Infinity;
  }

  #dayNumberAt(millis: number): number {
    return Math.floor((millis + this.#offsetAt(millis)) / MILLIS_PER_DAY);
  }

  #offsetAt(millis: number): number {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#stretches[middle]?.fromMillis ?? Infinity) <= millis) low = middle;
      else high = middle - 1;
    }
    return this.#stretches[low]?.offsetMillis ?? 0;
  }
}

/** The moment at which the clock on the wall of the zone showed the same a year earlier. */
export function twelveMonthsBefore(zone: string, millis: number): number {
  return new LocalTime(zone, millis - 366 * MILLIS_PER_DAY, millis).yearBefore(millis);
}

/** The moment at which the clock on the wall of the zone shows what a clock in UTC shows at `localMillis`. */
export function instantOf(zone: string, localMillis: number): number {
  return instantShowing(localMillis, offsetReader(zone));
}

/** Of an hour that is shown twice the first; of one that is skipped what it would have been had the clock not been put forward. */
function instantShowing(localMillis: number, offsetAt: (millis: number) => number): number {
  const before = offsetAt(localMillis - MILLIS_PER_DAY);
  const after = offsetAt(localMillis + MILLIS_PER_DAY);
  const isSkipped = offsetAt(localMillis - after) !== after;
  const isBeforeChange = offsetAt(localMillis - before) === before;
  return isBeforeChange || isSkipped ? localMillis - before : localMillis - after;
}

/** Asks the zone once every half day, and bisects where two answers differ. */
function stretchesOf(zone: string, fromMillis: number, untilMillis: number): readonly Stretch[] {
  const offsetAt = offsetReader(zone);
  const stretches: Stretch[] = [{ fromMillis, offsetMillis: offsetAt(fromMillis) }];
  for (let before = fromMillis; before < untilMillis; before += MILLIS_PER_DAY / 2) {
    let offset = offsetAt(before);
    const after = before + MILLIS_PER_DAY / 2;
    if (offset === offsetAt(after)) continue;
    let [low, high] = [before, after];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === offset) low = middle;
      else high = middle;
    }
    offset = offsetAt(high);
    stretches.push({ fromMillis: high, offsetMillis: offset });
  }
  return stretches;
}

/** Milliseconds that local time is ahead of UTC. */
function offsetReader(zone: string): (millis: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (millis) => {
    const name = format.formatToParts(millis).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    const ahead = Number(hours) * MILLIS_PER_HOUR + Number(minutes) * MILLIS_PER_MINUTE + Number(seconds) * 1000;
    return sign === '-' ? -ahead : ahead;
  };
}

function dateOf(dayNumber: number): string {
  return new Date(dayNumber * MILLIS_PER_DAY).toISOString().slice(0, 10);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
