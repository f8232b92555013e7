/** A map that holds at most so many entries: one more lets go of the one that was touched longest ago. */
export class AgedMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #capacity: number;
  #evicted = 0;
  /** Stands behind what was evicted: to begin anew each time would walk over all that was deleted. */
  #oldestFirst = this.#entries.keys();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many entries were let go of because others needed the room. */
  get evicted(): number {
    return this.#evicted;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  /** Adds or touches. */
  set(key: string, value: Value): void {
    if (!this.#entries.delete(key) && this.#entries.size >= this.#capacity) this.#evictOldest();
    this.#entries.set(key, value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Longest untouched first. */
  entries(): IterableIterator<[string, Value]> {
    return this.#entries.entries();
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }

  #evictOldest(): void {
    let oldest = this.#oldestFirst.next();
    if (oldest.done === true) {
      this.#oldestFirst = this.#entries.keys();
      oldest = this.#oldestFirst.next();
    }
    if (oldest.done === true) return;
    this.#entries.delete(oldest.value);
    this.#evicted += 1;
  }
}
