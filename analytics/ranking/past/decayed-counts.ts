/** Time constant of the slowest count; the others fade by whole powers of it, so that one exponential serves all. */
const DAY_SECONDS = 86_400;
const COUNTS = 3;
const FIELDS = COUNTS + 2;
const LAST = COUNTS;
const TOTAL = LAST + 1;

/**
 * How often each key was seen lately: counts that fade exponentially with time constants of 10 minutes, an hour and a day, so that
 * each takes five numbers however busy the key. Times that go backwards count as no time at all.
 */
export class DecayedCounts {
  #fields = new Float64Array(64 * FIELDS);
  /** Of the key last touched, before that touch: seconds since it was seen (NaN if never), the fading counts, the total. */
  readonly seen = { sinceSeconds: NaN, in10Minutes: 0, inHour: 0, inDay: 0, total: 0 };

  touch(key: number, timeSeconds: number): void {
    this.#ensure(key);
    const at = key * FIELDS;
    const fields = this.#fields;
    const { seen } = this;
    const total = fields[at + TOTAL] ?? 0;
    seen.total = total;
    fields[at + TOTAL] = total + 1;
    if (total === 0) {
      seen.sinceSeconds = NaN;
      seen.in10Minutes = seen.inHour = seen.inDay = 0;
      fields.fill(1, at, at + COUNTS);
      fields[at + LAST] = timeSeconds;
      return;
    }
    const last = fields[at + LAST] ?? 0;
    seen.sinceSeconds = Math.max(0, timeSeconds - last);
    const ofDay = Math.exp(-seen.sinceSeconds / DAY_SECONDS);
    const ofHour = eighthPower(ofDay * ofDay * ofDay);
    const of10Minutes = ofHour * ofHour * ofHour * (ofHour * ofHour * ofHour);
    seen.in10Minutes = (fields[at] ?? 0) * of10Minutes;
    seen.inHour = (fields[at + 1] ?? 0) * ofHour;
    seen.inDay = (fields[at + 2] ?? 0) * ofDay;
    fields[at] = seen.in10Minutes + 1;
    fields[at + 1] = seen.inHour + 1;
    fields[at + 2] = seen.inDay + 1;
    fields[at + LAST] = Math.max(last, timeSeconds);
  }

  #ensure(key: number): void {
    if ((key + 1) * FIELDS <= this.#fields.length) return;
    const larger = new Float64Array(Math.max((key + 1) * FIELDS, this.#fields.length * 2));
    larger.set(this.#fields);
    this.#fields = larger;
  }
}

/** To the power of eight: with the third power before it, the 24 hours of a day. */
function eighthPower(value: number): number {
  const square = value * value;
  const fourth = square * square;
  return fourth * fourth;
}
