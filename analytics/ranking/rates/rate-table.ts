const FIELDS = 2;

/** Of each key: how many closed events it had and how many of them were true, both fading by weight. */
export class RateTable {
  #counts = new Float64Array(64 * FIELDS);

  add(key: number, label: number, weight: number): void {
    if (key < 0) return;
    this.#ensure(key);
    const at = key * FIELDS;
    this.#counts[at] = (this.#counts[at] ?? 0) + weight;
    this.#counts[at + 1] = (this.#counts[at + 1] ?? 0) + weight * label;
  }

  /** Adds all that another table counted. */
  addAll(other: RateTable): void {
    const theirs = other.#counts;
    this.#ensure(theirs.length / FIELDS - 1);
    for (let at = 0; at < theirs.length; at++) this.#counts[at] = (this.#counts[at] ?? 0) + (theirs[at] ?? 0);
  }

  closed(key: number): number {
    return key < 0 ? 0 : (this.#counts[key * FIELDS] ?? 0);
  }

  true(key: number): number {
    return key < 0 ? 0 : (this.#counts[key * FIELDS + 1] ?? 0);
  }

  #ensure(key: number): void {
    if ((key + 1) * FIELDS <= this.#counts.length) return;
    const larger = new Float64Array(Math.max((key + 1) * FIELDS, this.#counts.length * 2));
    larger.set(this.#counts);
    this.#counts = larger;
  }
}

/**
 * How far the log-odds of `trues` in `closed` lie from those of the whole, drawn towards it as if `strength` more events had
 * come true as often as all do (a Beta prior). `usual` are the log-odds of `rate`.
 */
export function smoothedDeviation(
  trues: number,
  closed: number,
  strength: number,
  rate: number,
  usual: number,
): number {
  // Exactly 0 for what was never closed: trees would tell folds apart by the last bits of a rounded one.
  if (closed === 0) return 0;
  const up = trues + strength * rate;
  const down = closed - trues + strength * (1 - rate);
  return Math.log(up / down) - usual;
}

export function logOddsOf(rate: number): number {
  return Math.log(rate / (1 - rate));
}
