/** Later names share one id: a source that invents names must not fill the memory. */
const MOST_NAMES = 1_000_000;
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
