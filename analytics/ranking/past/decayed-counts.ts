/** Time constants of the counts: about 10 minutes, an hour and a day. */
const COUNT_TAUS_SECONDS = [600, 3600, 86_400] as const;
const FIELDS = COUNT_TAUS_SECONDS.length + 2;
const LAST = COUNT_TAUS_SECONDS.length;
const TOTAL = LAST + 1;

/**
 * How often each key was seen lately: counts that fade exponentially, so that each takes five numbers however busy the key.
 * Times that go backwards count as no time at all.
 */
export class DecayedCounts {
  #fields = new Float64Array(64 * FIELDS);
  /** Of the key last touched, before that touch: seconds since it was seen (NaN if never), the fading counts, the total. */
  readonly seen = { sinceSeconds: NaN, counts: new Float64Array(COUNT_TAUS_SECONDS.length), total: 0 };

  touch(key: number, timeSeconds: number): void {
    this.#ensure(key);
    const at = key * FIELDS;
    const fields = this.#fields;
    const { seen } = this;
    const total = fields[at + TOTAL] ?? 0;
    const last = fields[at + LAST] ?? 0;
    const since = total === 0 ? NaN : Math.max(0, timeSeconds - last);
    seen.sinceSeconds = since;
    seen.total = total;
    for (let tau = 0; tau < COUNT_TAUS_SECONDS.length; tau++) {
      const count = total === 0 ? 0 : (fields[at + tau] ?? 0) * Math.exp(-since / (COUNT_TAUS_SECONDS[tau] ?? 1));
      seen.counts[tau] = count;
      fields[at + tau] = count + 1;
    }
    fields[at + LAST] = total === 0 ? timeSeconds : Math.max(last, timeSeconds);
    fields[at + TOTAL] = total + 1;
  }

  #ensure(key: number): void {
    if ((key + 1) * FIELDS <= this.#fields.length) return;
    const larger = new Float64Array(Math.max((key + 1) * FIELDS, this.#fields.length * 2));
    larger.set(this.#fields);
    this.#fields = larger;
  }
}
