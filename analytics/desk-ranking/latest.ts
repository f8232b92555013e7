/** The latest so many items. Older ones are cut off many at a time: cutting one for each new one would move all of them. */
export class Latest<Item> {
  readonly #most: number;
  #items: Item[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(item: Item): void {
    this.#items.push(item);
    if (this.#items.length > 2 * this.#most) this.#items = this.#items.slice(-this.#most);
  }

  clear(): void {
    this.#items = [];
  }

  /** The oldest first. */
  get items(): readonly Item[] {
    return this.#items.slice(-this.#most);
  }
}
