/** Later names share one id: a source that invents names must not fill the memory. */
const MOST_NAMES = 1_000_000;
/** Two factors below this multiply to an exact number. */
const PAIR_BASE = 0x4000000;
const OVERFLOW = '\u0000overflow';

/** Dense integers 0, 1, 2, … for names. */
export class NameIds {
  readonly #ids = new Map<string, number>();

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    return this.#ids.size < MOST_NAMES ? this.#add(name) : (this.#ids.get(OVERFLOW) ?? this.#add(OVERFLOW));
  }

  #add(name: string): number {
    const id = this.#ids.size;
    this.#ids.set(name, id);
    return id;
  }
}

/** Dense integers for pairs of small integers. */
export class PairIds {
  readonly #ids = new Map<number, number>();

  get size(): number {
    return this.#ids.size;
  }

  find(first: number, second: number): number | undefined {
    return this.#ids.get(first * PAIR_BASE + second);
  }

  idOf(first: number, second: number): number {
    const key = first * PAIR_BASE + second;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}
